package dev.weir.app;

import static java.lang.System.Logger.Level.ERROR;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import dev.weir.app.config.ConfigChange;
import dev.weir.app.config.ConfigException;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.api.Reloading;
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
  private Carrier carrier = _ -> List.of();

  /// Where the configuration is read from; nothing, where there is nothing to read. Guarded by
  /// this.
  private Optional<Source> source = Optional.empty();

  private volatile WeirConfig inForce;
  private volatile Standing standing;

  /// Carries a configuration out.
  @FunctionalInterface
  interface Carrier {
    /// @return keys whose secret or file holds something else than before
    /// @throws IllegalArgumentException before it has changed anything
    List<String> carryOut(WeirConfig next);
  }

  /// @param read throws a [ConfigException] if it cannot be used
  /// @param also told of what is in force then
  private record Source(Supplier<WeirConfig> read, Consumer<WeirConfig> also) {}

  /// What became of a try.
  sealed interface Outcome {
    /// In the words of the API.
    Reloading told();

    /// @param contents keys whose secret or file holds something else than before
    record Done(List<ConfigChange> changes, List<String> contents) implements Outcome {
      @Override
      public Reloading told() {
        return new Reloading.Done(
            changes.stream()
                .map(each ->
                    new Reloading.Change(each.key(), each.before(), each.after(), each.isLive()))
                .toList(),
            contents);
      }
    }

    /// Nothing has changed.
    record Failed(String reason) implements Outcome {
      @Override
      public Reloading told() {
        return new Reloading.Refused(reason);
      }
    }
  }

  /// How reloading does.
  ///
  /// @param succeeded when the configuration in force was read
  /// @param failed the last try, if it failed
  /// @param waiting what the file says and only a start will do
  record Standing(
      Instant succeeded, long failures, Optional<LastFailed> failed, List<ConfigChange> waiting) {}

  /// A try that changed nothing.
  record LastFailed(Instant at, String reason) {}

  Reload(WeirConfig inForce, InstantSource clock, System.Logger log) {
    this.inForce = inForce;
    this.clock = clock;
    this.log = log;
    this.standing = new Standing(clock.instant(), 0, Optional.empty(), List.of());
  }

  /// Who carries a configuration out; nobody, where nothing serves.
  synchronized void carriedOutBy(Carrier part) {
    carrier = part;
  }

  /// Where [#again] reads.
  ///
  /// @param read throws a [ConfigException] if it cannot be used
  /// @param also told of the configuration in force then
  synchronized void readFrom(Supplier<WeirConfig> read, Consumer<WeirConfig> also) {
    source = Optional.of(new Source(read, also));
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
  /// @param who asked for it, for the log
  synchronized Outcome again(String who) {
    if (source.isEmpty()) {
      return new Outcome.Failed(
          "this gateway reads no configuration file: only a start changes it");
    }
    try {
      WeirConfig asked = source.get().read().get();
      List<ConfigChange> changes = ConfigChange.between(inForce, asked);
      WeirConfig next = ConfigChange.applied(inForce, asked);
      List<String> contents = carrier.carryOut(next);
      inForce = next;
      source.get().also().accept(next);
      done(who, changes, contents);
      return new Outcome.Done(changes, contents);
    } catch (ConfigException | IllegalArgumentException invalid) {
      String reason = String.valueOf(invalid.getMessage());
      failed(who, reason);
      return new Outcome.Failed(reason);
    } catch (RuntimeException other) {
      // A file that cannot be read, TLS that the engine refuses, a defect: whoever asked, a signal
      // too, and whoever looks must be told of it.
      log.log(ERROR, "a reload ended with what no configuration should lead to", other);
      failed(who, other.toString());
      return new Outcome.Failed(other.toString());
    }
  }

  private void done(String who, List<ConfigChange> changes, List<String> contents) {
    List<ConfigChange> waiting = changes.stream().filter(change -> !change.isLive()).toList();
    standing = new Standing(clock.instant(), standing.failures(), Optional.empty(), waiting);
    say(
        INFO,
        "configuration reloaded by %s: %d changes in force, %d wait for a start; secrets and certificates read again"
            .formatted(who, changes.size() - waiting.size(), waiting.size()));
    contents.forEach(key -> say(INFO, "configuration changed: " + key + " holds something else"));
    for (ConfigChange change : changes) {
      if (change.isLive()) {
        say(INFO, "configuration changed: " + change);
      } else {
        say(WARNING, "configuration unchanged, this needs a start: " + change);
      }
    }
  }

  private void failed(String who, String reason) {
    Instant now = clock.instant();
    standing =
        new Standing(
            standing.succeeded(),
            standing.failures() + 1,
            Optional.of(new LastFailed(now, reason)),
            standing.waiting());
    say(ERROR, "configuration not reloaded by %s, nothing has changed: %s".formatted(who, reason));
  }

  private void say(System.Logger.Level level, String text) {
    log.log(level, text);
  }
}
