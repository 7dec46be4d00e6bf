package dev.weir.view.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Headers;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Posts alerts as text for people, in the form of Slack's incoming webhooks, which Mattermost,
/// Rocket.Chat and others take too.
final class SlackPost implements Carrier {
  private final Receiver.Slack receiver;
  private final Posting posting;
  private final Supplier<String> secret;

  SlackPost(Receiver.Slack receiver, Engine engine, Supplier<String> secret) {
    this.receiver = receiver;
    this.posting = new Posting(engine, HttpAddress.destinations(receiver.allowPrivate()));
    this.secret = secret;
  }

  @Override
  public String carry(AlertText text) throws InterruptedException {
    return posting.post(receiver.address(secret.get()), Headers.EMPTY, json(text));
  }

  /// One text: a bold line, and each field on a line of its own. What is marked up there is written
  /// as it is, so that no name mentions a channel or becomes a link.
  static String json(AlertText text) {
    String lines = text.lines().stream().map(line -> "\n" + line).collect(Collectors.joining());
    String all = "*%s*%s".formatted(escaped(text.subject().replace('*', '∗')), escaped(lines));
    return JsonNodeFactory.instance.objectNode().put("text", all).toString();
  }

  /// What Slack's "Formatting text for app surfaces" says is escaped.
  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public void close() {
    posting.close();
  }
}
