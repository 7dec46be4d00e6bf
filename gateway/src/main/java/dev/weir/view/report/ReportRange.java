package dev.weir.view.report;

import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.SpendTags;
import dev.weir.flow.projection.Sql;
import java.sql.Connection;
import java.sql.SQLException;
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

  /// Whether each hour of its zone is one of UTC.
  boolean isOfWholeHours() {
    ZoneRules rules = zone.getRules();
    ZoneOffsetTransition change = rules.nextTransition(from);
    boolean whole = isWhole(rules.getOffset(from).getTotalSeconds());
    while (change != null && change.getInstant().isBefore(to)) {
      whole &= isWhole(change.getOffsetAfter().getTotalSeconds());
      change = rules.nextTransition(change.getInstant());
    }
    return whole;
  }

  private static boolean isWhole(long seconds) {
    return seconds % HOUR_SECONDS == 0;
  }

  /// What stands for the view `spend` in a statement about this time.
  Sql spend(Connection connection, SpendHours hours) throws SQLException {
    return hours.spend(connection, utc(from), utc(to));
  }

  /// The free tags there are in its hours, by team.
  Sql tags(Connection connection) throws SQLException {
    return SpendTags.tags(connection, utc(from), utc(to));
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
