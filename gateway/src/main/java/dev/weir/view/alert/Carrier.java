package dev.weir.view.alert;

import dev.weir.base.http.Engine;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Brings alerts to one receiver. Used by one thread at a time, which it blocks.
interface Carrier extends AutoCloseable {
  /// @return empty when the receiver took it, else why not, without a secret
  String carry(AlertText text) throws InterruptedException;

  @Override
  void close();

  /// @param secret asked for at each alert
  static Carrier to(
      Receiver receiver, Engine engine, Supplier<String> secret, InstantSource clock) {
    return switch (receiver) {
      case Receiver.Webhook webhook -> new SignedPost(webhook, engine, secret, clock);
      case Receiver.Slack slack -> new SlackPost(slack, engine, secret);
      case Receiver.Mail mail -> new MailPost(mail, secret, clock);
    };
  }
}
