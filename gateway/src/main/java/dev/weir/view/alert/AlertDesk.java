package dev.weir.view.alert;

import dev.weir.base.http.Engine;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Knows every receiver of alerts and what each has taken: the log, and the webhooks configured.
/// Thread-safe.
public final class AlertDesk implements AutoCloseable {
  private final AlertLog log;
  private final List<WebhookSink> webhooks = new ArrayList<>();

  /// What the desk and its webhooks work with.
  ///
  /// @param folder where it is kept what each webhook has taken
  /// @param raised the first alerts at or after a position of the journal, in its order, at most
  ///   [RaisedAlerts#MAX] of them
  /// @param loaded position of the journal up to which `raised` knows everything; asked often
  /// @param end of the journal, before this process appended anything
  public record Parts(
      Path folder,
      LongFunction<List<Raised>> raised,
      LongSupplier loaded,
      long end,
      InstantSource clock,
      RandomGenerator random,
      System.Logger log) {}

  /// Nothing is sent before [#start].
  public AlertDesk(AlertLog log, List<Receiver> webhooks, Parts parts) {
    this.log = log;
    if (webhooks.stream().map(Receiver::url).distinct().count() < webhooks.size()) {
      throw new IllegalArgumentException("alerts.webhooks: each webhook has a url of its own");
    }
    webhooks.forEach(receiver -> this.webhooks.add(new WebhookSink(receiver, parts)));
  }

  /// Sends what waits and what comes, each webhook on a virtual thread of its own.
  ///
  /// @param engine carries what is sent; closed after this
  /// @param secrets sign what is sent, in the order of the webhooks; never shown
  public void start(Engine engine, List<String> secrets) {
    sign(secrets);
    webhooks.forEach(webhook -> webhook.start(engine));
  }

  /// Other secrets from now on, in the order of the webhooks.
  public void sign(List<String> secrets) {
    requireOneEach(secrets);
    for (int i = 0; i < secrets.size(); i++) {
      webhooks.get(i).sign(secrets.get(i));
    }
  }

  private void requireOneEach(List<String> secrets) {
    if (secrets.size() != webhooks.size()) {
      throw new IllegalArgumentException(
          "%d webhooks have %d secrets".formatted(webhooks.size(), secrets.size()));
    }
  }

  public List<SinkStanding> standings() {
    List<SinkStanding> all = new ArrayList<>();
    all.add(log.standing());
    webhooks.forEach(webhook -> all.add(webhook.standing()));
    return List.copyOf(all);
  }

  /// The webhooks that have not taken the alert at a position of the journal.
  public List<String> waitingFor(long position) {
    return webhooks.stream()
        .filter(webhook -> !webhook.hasTaken(position))
        .map(WebhookSink::name)
        .toList();
  }

  /// Before which position of the journal each webhook has taken everything, by the name of the
  /// file that says so.
  public Map<String, Long> delivered() {
    return webhooks.stream().collect(Collectors.toMap(WebhookSink::file, WebhookSink::takenBefore));
  }

  /// What waits is sent after the next start.
  @Override
  public void close() {
    webhooks.forEach(WebhookSink::close);
  }
}
