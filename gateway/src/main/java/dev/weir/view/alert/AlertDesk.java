package dev.weir.view.alert;

import dev.weir.flow.ledger.Alert;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Hands every alert to every sink: the log, and the webhooks configured. Thread-safe; never
/// blocks.
public final class AlertDesk implements Consumer<Alert>, AutoCloseable {
  private final List<Sink> sinks = new ArrayList<>();

  /// A receiver of alerts.
  ///
  /// @param secret signs each body; never shown
  public record Webhook(URI url, String secret) {
    @Override
    public String toString() {
      return "Webhook[" + url + "]";
    }
  }

  public AlertDesk(
      List<Webhook> webhooks, InstantSource clock, RandomGenerator random, System.Logger log) {
    sinks.add(new LogSink(log));
    for (Webhook webhook : webhooks) {
      sinks.add(WebhookSink.start(webhook, clock, random, log));
    }
  }

  @Override
  public void accept(Alert alert) {
    String json = AlertText.json(alert);
    sinks.forEach(sink -> sink.tell(json));
  }

  public List<SinkStanding> standings() {
    return sinks.stream().map(Sink::standing).toList();
  }

  /// Alerts that still wait are given up; the journal has them.
  @Override
  public void close() {
    for (Sink sink : sinks) {
      if (sink instanceof WebhookSink webhook) {
        webhook.close();
      }
    }
  }
}
