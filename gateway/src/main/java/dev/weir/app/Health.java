package dev.weir.app;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.weir.app.config.ConfigChange;
import dev.weir.flow.journal.JournalState;
import dev.weir.flow.projection.LedgerLoader;
import dev.weir.view.api.HealthCheck;
import dev.weir.view.log.UpstreamWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;

/// What `/readyz` and the doctor say of a gateway's parts. Thread-safe; touches the disk.
///
/// @param segmentBytes of the journal
record Health(
    Spine spine,
    Reload reload,
    UpstreamWatch upstreams,
    InstantSource clock,
    Path data,
    long segmentBytes) {
  private static final Duration LAG_MAX = Duration.ofSeconds(60);
  private static final Duration CLOCK_SLACK = Duration.ofSeconds(5);

  /// A segment being written, its spare, and as much again for the databases.
  private static final int SEGMENTS_WANTED = 8;

  List<HealthCheck> checks() {
    return List.of(journal(), ledger(), config(), providers(), clockCheck(), disk());
  }

  private HealthCheck journal() {
    return switch (spine.journal().state()) {
      case JournalState.Open _ ->
          HealthCheck.ok("journal", "open, %,d entries wait".formatted(spine.journal().waiting()));
      case JournalState.NoRoom noRoom -> HealthCheck.failed("journal", noRoom.reason());
      case JournalState.Failed failed -> HealthCheck.failed("journal", failed.reason());
      case JournalState.Closed _ -> HealthCheck.failed("journal", "closed");
    };
  }

  private HealthCheck ledger() {
    LedgerLoader.Lag lag = spine.loader().lag();
    String says =
        "%,d bytes, %,d s behind the journal".formatted(lag.bytes(), lag.behind().toSeconds());
    if (lag.failure().isPresent()) {
      return HealthCheck.failed("ledger", says + ": " + lag.failure().get());
    }
    return lag.behind().compareTo(LAG_MAX) > 0
        ? HealthCheck.attention("ledger", says + "; reports are incomplete")
        : HealthCheck.ok("ledger", says);
  }

  private HealthCheck config() {
    Reload.Standing standing = reload.standing();
    String since = "in force since " + standing.succeeded().truncatedTo(SECONDS);
    if (standing.failed().isPresent()) {
      Reload.LastFailed failed = standing.failed().get();
      return HealthCheck.attention(
          "config",
          "%s; the reload at %s changed nothing: %s"
              .formatted(since, failed.at().truncatedTo(SECONDS), failed.reason()));
    }
    return standing.waiting().isEmpty()
        ? HealthCheck.ok("config", since)
        : HealthCheck.attention(
            "config",
            since
                + "; only a start changes "
                + standing.waiting().stream()
                    .map(ConfigChange::key)
                    .collect(Collectors.joining(", ")));
  }

  private HealthCheck providers() {
    List<String> failing = upstreams.failing();
    return failing.isEmpty()
        ? HealthCheck.ok("upstreams", "no provider keeps failing")
        : HealthCheck.attention("upstreams", String.join("; ", failing));
  }

  private HealthCheck clockCheck() {
    Instant latest = spine.ledger().latest();
    Instant now = clock.instant();
    return latest.isAfter(now.plus(CLOCK_SLACK))
        ? HealthCheck.attention(
            "clock",
            "%,d s behind the journal's latest entry; calls are accepted as of that"
                .formatted(Duration.between(now, latest).toSeconds()))
        : HealthCheck.ok("clock", "not behind the journal");
  }

  private HealthCheck disk() {
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      long wanted = segmentBytes * SEGMENTS_WANTED;
      String says = "%,d MiB free".formatted(free >> 20);
      return free < wanted
          ? HealthCheck.attention(
              "disk",
              "%s, below %,d MiB new calls may soon be refused: make room, or move archived"
                      .formatted(says, wanted >> 20)
                  + " segments away")
          : HealthCheck.ok("disk", says);
    } catch (IOException unreadable) {
      return HealthCheck.attention("disk", data + " cannot be looked at: " + unreadable);
    }
  }
}
