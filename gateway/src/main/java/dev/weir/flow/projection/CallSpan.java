package dev.weir.flow.projection;

import dev.weir.flow.entry.CallId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

/// The time in which a call's rows are looked for. Rows lie in the order of time, so that a short
/// one is found without an index.
///
/// @param from first acceptance time
/// @param to exclusive
public record CallSpan(LocalDateTime from, LocalDateTime to) {
  private static final Duration BEFORE = Duration.ofHours(1);
  private static final Duration AFTER = Duration.ofDays(1);
  private static final CallSpan ALL =
      new CallSpan(LocalDateTime.of(1970, 1, 1, 0, 0), LocalDateTime.of(9999, 1, 1, 0, 0));

  /// Where to look, one after the other: around the time that the id names, then everywhere, as a
  /// call is accepted as of the journal's latest entry when the clock is behind it.
  public static List<CallSpan> of(CallId call) {
    Instant named = call.acceptedAt();
    return List.of(new CallSpan(utc(named.minus(BEFORE)), utc(named.plus(AFTER))), ALL);
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  /// Binds both ends, the first at a place of the statement.
  public void bind(PreparedStatement select, int at) throws SQLException {
    select.setObject(at, from);
    select.setObject(at + 1, to);
  }
}
