package dev.weir.app;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.weir.app.config.ConfigChange;
import dev.weir.app.config.ConfigException;
import dev.weir.app.config.WeirConfig;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Replaces the configuration of a running gateway: as a whole, or not at all. One at a time;
/// thread-safe.
final class Reload {
  private final InstantSource clock;
  private final System.Logger log;

  /// Carries a configuration out, or throws an [IllegalArgumentException] before it has changed
  /// anything. Guarded by this.
  private Consumer<WeirConfig> apply = _ -> {};

  private volatile WeirConfig inForce;
  private volatile Standing standing;

  /// How reloading does.
  ///
  /// @param succeeded when the configuration in force was read
  /// @param failed the last try, if it failed
  /// @param waiting what the file says and only a start will do
  record Standing(
      Instant succeeded, long failures, Optional<Failed> failed, List<ConfigChange> waiting) {}

  /// A try that changed nothing.
  record Failed(Instant at, String reason) {}

  Reload(WeirConfig inForce, InstantSource clock, System.Logger log) {
    this.inForce = inForce;
    this.clock = clock;
    this.log = log;
    this.standing = new Standing(clock.instant(), 0, Optional.empty(), List.of());
  }

  /// Who carries a configuration out; nobody, where nothing serves.
  synchronized void carriedOutBy(Consumer<WeirConfig> part) {
    apply = part;
  }

  WeirConfig inForce() {
    return inForce;
  }

  Standing standing() {
    return standing;
  }

  /// Reads the configuration anew and puts it in force. What is wrong with it is logged, and
  /// nothing changes.
  ///
  /// @param source throws a [ConfigException] if it cannot be used
  /// @param also told of the configuration in force then
  synchronized void from(Supplier<WeirConfig> source, Consumer<WeirConfig> also) {
    try {
      WeirConfig asked = source.get();
      List<ConfigChange> changes = ConfigChange.between(inForce, asked);
      WeirConfig next = ConfigChange.applied(inForce, asked);
      apply.accept(next);
      inForce = next;
      also.accept(next);
      done(changes);
    } catch (ConfigException | IllegalArgumentException invalid) {
      failed(String.valueOf(invalid.getMessage()));
    }
  }

  private void done(List<ConfigChange> changes) {
    List<ConfigChange> waiting = changes.stream().filter(change -> !change.isLive()).toList();
    standing = new Standing(clock.instant(), standing.failures(), Optional.empty(), waiting);
    say(
        INFO,
        "configuration reloaded: %d changes in force, %d wait for a start; secrets read again"
            .formatted(changes.size() - waiting.size(), waiting.size()));
    for (ConfigChange change : changes) {
      if (change.isLive()) {
        say(INFO, "configuration changed: " + change);
      } else {
        say(WARNING, "configuration unchanged, this needs a start: " + change);
      }
    }
  }

  private void failed(String reason) {
    Instant now = clock.instant();
    standing =
        new Standing(
            standing.succeeded(),
            standing.failures() + 1,
            Optional.of(new Failed(now, reason)),
            standing.waiting());
    say(ERROR, "configuration not reloaded, nothing has changed: " + reason);
  }

  private void say(System.Logger.Level level, String text) {
    log.log(level, text);
  }
}
