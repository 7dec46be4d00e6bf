package dev.weir.view.alert;

import dev.weir.base.http.Engine;
import dev.weir.flow.projection.RaisedAlerts.Raised;
import dev.weir.view.person.Pseudonyms;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Knows every receiver of alerts and what each has taken: the log, and who is configured.
/// Thread-safe.
public final class AlertDesk implements AutoCloseable {
  private final AlertLog log;
  private final List<AlertSink> sinks = new ArrayList<>();
  private final Parts parts;
  private volatile @Nullable Engine engine;

  /// What the desk and its receivers work with.
  ///
  /// @param folder where it is kept what each receiver has taken
  /// @param raised the first alerts at or after a position of the journal, in its order, at most
  ///   [RaisedAlerts#MAX] of them
  /// @param loaded position of the journal up to which `raised` knows everything; asked often
  /// @param end of the journal, before this process appended anything
  /// @param users what users are called in what is sent
  public record Parts(
      Path folder,
      LongFunction<List<Raised>> raised,
      LongSupplier loaded,
      long end,
      Pseudonyms users,
      InstantSource clock,
      RandomGenerator random,
      System.Logger log) {}

  /// Nothing is sent before [#start].
  public AlertDesk(AlertLog log, List<Receiver> receivers, Parts parts) {
    this.log = log;
    this.parts = parts;
    receivers.forEach(receiver -> {
      if (sinks.stream().anyMatch(other -> other.name().equals(receiver.name()))) {
        throw new IllegalArgumentException(
            "alerts: each webhook has a url, any other receiver a name of its own; two are %s"
                .formatted(receiver.name()));
      }
      sinks.add(new AlertSink(receiver, parts));
    });
  }

  /// Sends what waits and what comes, each receiver on a virtual thread of its own.
  ///
  /// @param by carries what is sent; closed after this
  /// @param secrets what receivers need of that, in the order of the receivers; never shown
  public void start(Engine by, List<String> secrets) {
    sign(secrets);
    engine = by;
    sinks.forEach(sink -> sink.start(by));
  }

  /// Other secrets from now on, in the order of the receivers.
  public void sign(List<String> secrets) {
    requireOneEach(secrets);
    for (int i = 0; i < secrets.size(); i++) {
      sinks.get(i).sign(secrets.get(i));
    }
  }

  private void requireOneEach(List<String> secrets) {
    if (secrets.size() != sinks.size()) {
      throw new IllegalArgumentException(
          "%d webhooks have %d secrets".formatted(sinks.size(), secrets.size()));
    }
  }

  public List<SinkStanding> standings() {
    List<SinkStanding> all = new ArrayList<>();
    all.add(log.standing());
    sinks.forEach(sink -> all.add(sink.standing()));
    return List.copyOf(all);
  }

  /// Tells one receiver that this is a test, at once and once, past what waits for it.
  ///
  /// @param name as [#standings] tells it; the log has no test
  /// @param who wants to know
  /// @return empty if there is no such receiver, or nothing is sent by this process
  public Optional<Tried> test(String name, String who) throws InterruptedException {
    Engine by = engine;
    Optional<AlertSink> sink = sinks.stream().filter(it -> it.name().equals(name)).findFirst();
    if (by == null || sink.isEmpty()) {
      return Optional.empty();
    }
    Instant now = parts.clock().instant();
    String problem = sink.get().test(by, AlertText.test(now, who));
    parts.log().log(
        System.Logger.Level.INFO,
        "a test alert to {0}, by {1}: {2}",
        name,
        who,
        problem.isEmpty() ? "taken" : problem);
    return Optional.of(new Tried(now, problem));
  }

  /// What became of a test.
  ///
  /// @param problem empty where it was taken
  public record Tried(Instant at, String problem) {}

  /// The receivers that have not taken the alert at a position of the journal.
  public List<String> waitingFor(long position) {
    return sinks.stream().filter(sink -> !sink.hasTaken(position)).map(AlertSink::name).toList();
  }

  /// Before which position of the journal each receiver has taken everything, by the name of the
  /// file that says so.
  public Map<String, Long> delivered() {
    return sinks.stream().collect(Collectors.toMap(AlertSink::file, AlertSink::takenBefore));
  }

  /// What waits is sent after the next start.
  @Override
  public void close() {
    sinks.forEach(AlertSink::close);
  }
}
