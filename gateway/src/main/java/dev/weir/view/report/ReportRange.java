package dev.weir.view.report;

import dev.weir.flow.projection.Sql;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.function.Function;

/// The time a report is about: calls accepted from `from` on and before `to`.
///
/// @param zone decides where its hours, days, weeks and months begin
public record ReportRange(Instant from, Instant to, ZoneId zone) {
  private static final int HOUR_SECONDS = 3_600;

  public ReportRange {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "a report begins before it ends, was %s to %s".formatted(from, to));
    }
  }

  /// Whether it begins and ends with an hour of UTC, and each of its zone's hours does.
  boolean isOfWholeHours() {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.nextTransition(from);
    boolean whole = isWhole(from.getEpochSecond()) && isWhole(to.getEpochSecond());
    whole &= from.getNano() == 0 && to.getNano() == 0;
    whole &= isWhole(rules.getOffset(from).getTotalSeconds());
    while (change != null && change.getInstant().isBefore(to)) {
      whole &= isWhole(change.getOffsetAfter().getTotalSeconds());
      change = rules.nextTransition(change.getInstant());
    }
    return whole;
  }

  private static boolean isWhole(long seconds) {
    return seconds % HOUR_SECONDS == 0;
  }

  /// Adds the condition on the acceptance time.
  void addTo(Sql sql) {
    sql.add("accepted_at >= ? AND accepted_at < ?", utc(from), utc(to));
  }

  /// Adds an expression of the zone's offset at the acceptance time. The offsets come from Java's
  /// zone rules, one case per change within the range: the database needs no time zones of its own.
  void addOffset(Sql sql, Function<ZoneOffset, Object> value) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(from);
    ZoneOffsetTransition change = rules.nextTransition(from);
    sql.add("CASE");
    while (change != null && change.getInstant().isBefore(to)) {
      sql.add(" WHEN accepted_at < ? THEN ?", utc(change.getInstant()), value.apply(offset));
      offset = change.getOffsetAfter();
      change = rules.nextTransition(change.getInstant());
    }
    sql.add(" WHEN TRUE THEN ? END", value.apply(offset));
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
