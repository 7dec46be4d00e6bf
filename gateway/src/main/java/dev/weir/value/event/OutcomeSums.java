package dev.weir.value.event;

import dev.weir.base.stats.Moments;
import dev.weir.base.store.Database;
import dev.weir.base.store.Remembered;
import dev.weir.value.evidence.Evidence;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.outcome.Kpi;
import dev.weir.value.outcome.KpiFigure;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/// What outcomes add up to. Thread-safe; every method blocks. Memory does not grow with how many
/// outcomes or groups there are, but for the values of a KPI ([KpiFigure#VALUES_MAX]).
public final class OutcomeSums {
  /// Later than everything: what is in force now.
  public static final Instant NOW = Instant.parse("9999-01-01T00:00:00Z");

  private static final int GROUPS_AT_ONCE = 20_000;

  /// Months that are remembered.
  private static final int MONTHS_MAX = 48;

  private final Database database;
  private final Supplier<Haircut> haircut;
  private final Remembered<OfMonth, SortedMap<String, Sum>> months;

  /// @param haircut the one in force
  OutcomeSums(Database database, Supplier<Haircut> haircut) {
    this.database = database;
    this.haircut = haircut;
    this.months = new Remembered<>(database, MONTHS_MAX);
  }

  /// Outcomes that occurred in a time.
  ///
  /// @param useCase that has a share in them; empty = any
  /// @param from inclusive
  /// @param to exclusive
  public record Span(String useCase, Instant from, Instant to) {
    /// A month of UTC.
    public static Span of(String useCase, YearMonth month) {
      return new Span(
          useCase,
          month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
          month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
  }

  /// What outcomes are added up by.
  public enum By {
    NOTHING("''"),
    USE_CASE("use_case"),
    MONTH("strftime(occurred_utc, '%Y-%m')"),
    DAY("strftime(occurred_utc, '%Y-%m-%d')"),
    USER("user_name"),
    SESSION("session_id"),
    TICKET("ticket"),
    CALL("call_id"),
    /// Of those that name no call.
    SESSION_ALONE("CASE WHEN call_id = '' THEN session_id ELSE '' END"),
    /// Of those that name neither call nor session.
    TICKET_ALONE("CASE WHEN call_id = '' AND session_id = '' THEN ticket ELSE '' END");

    private final String key;

    By(String key) {
      this.key = key;
    }

    String column() {
      return key;
    }
  }

  /// @param key the use case, month, day, user, session, ticket or call; empty where it is not said
  public record Group(String key, Sum sum) {}

  /// All of a span.
  ///
  /// @param known in force before this instant
  public Sum total(Span span, Instant known) {
    List<Group> all = page(By.NOTHING, span, known, Optional.empty());
    return all.isEmpty() ? Sum.NONE : all.getFirst().sum();
  }

  /// What is in force of a month of UTC, by use case.
  public SortedMap<String, Sum> byUseCase(YearMonth month) {
    ConcurrentMap<OfMonth, SortedMap<String, Sum>> answers = months.now();
    OfMonth asked = new OfMonth(month, haircut.get());
    SortedMap<String, Sum> remembered = answers.get(asked);
    if (remembered != null) {
      return remembered;
    }
    SortedMap<String, Sum> sums = new TreeMap<>();
    each(By.USE_CASE, Span.of("", month), NOW, group -> sums.put(group.key(), group.sum()));
    SortedMap<String, Sum> read = Collections.unmodifiableSortedMap(sums);
    if (haircut.get().equals(asked.haircut())) {
      answers.put(asked, read);
    }
    return read;
  }

  /// @param haircut that was in force all the time it was read
  private record OfMonth(YearMonth month, Haircut haircut) {}

  /// The groups that there are, sorted by key.
  public void each(By by, Span span, Instant known, Consumer<Group> groups) {
    groups(by, span, known).forEachRemaining(groups);
  }

  /// The same one after another, in the order of their keys' code points; they are read as they are
  /// asked for, some at a time, and all as of the instant at which that begins.
  public Iterator<Group> groups(By by, Span span, Instant known) {
    Instant asOf = known.equals(NOW) ? afterLast() : known;
    return Stream.iterate(
            page(by, span, asOf, Optional.empty()),
            page -> !page.isEmpty(),
            page ->
                page.size() < GROUPS_AT_ONCE
                    ? List.of()
                    : page(by, span, asOf, Optional.of(page.getLast().key())))
        .flatMap(List::stream)
        .iterator();
  }

  /// Right after the last row there is, so that pages agree while outcomes arrive: what comes later
  /// is told at a later instant.
  private Instant afterLast() {
    return database.read(connection -> {
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT coalesce(max(at_utc), TIMESTAMP '1970-01-01') AS last FROM outcome");
          ResultSet row = select.executeQuery()) {
        row.next();
        return OutcomeRows.instant(row, "last").plus(1, ChronoUnit.MICROS);
      }
    });
  }

  private List<Group> page(By by, Span span, Instant known, Optional<String> behind) {
    String sql =
        """
        SELECT %1$s AS key, count(*) FILTER (%2$s) AS count,
          count(*) FILTER (success AND %2$s) AS successes,
          count(*) FILTER (success AND NOT valued AND %2$s) AS unvalued,
          sum(share) AS shares, coalesce(sum(share) FILTER (success), 0) AS successful_shares,
          sum(quantity) AS quantity, coalesce(sum(quantity) FILTER (success), 0) AS successful,
          coalesce(sum(failed_usd), 0) AS failed,
          sum(value_usd) FILTER (evidence = 'rct') AS rct,
          sum(value_usd) FILTER (evidence = 'did') AS did,
          sum(value_usd) FILTER (evidence = 'before_after') AS before_after,
          sum(value_usd) FILTER (evidence = 'opinion') AS opinion
        FROM outcome_part
        WHERE at_utc < ? AND until_utc >= ? AND ? IN ('', use_case)
          AND occurred_utc >= ? AND occurred_utc < ?
        GROUP BY key HAVING ? OR key > ? ORDER BY key LIMIT ?
        """
            .formatted(by.key, isOfAll(by, span) ? "own" : "TRUE");
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        bind(select, span, known);
        select.setBoolean(6, behind.isEmpty());
        select.setString(7, behind.orElse(""));
        select.setInt(8, GROUPS_AT_ONCE);
        return groups(select, haircut.get());
      }
    });
  }

  /// Whether an outcome's parts fall into one group, so that it is counted by one of them.
  private static boolean isOfAll(By by, Span span) {
    return span.useCase().isEmpty() && by != By.USE_CASE;
  }

  /// The first five parameters.
  private static void bind(PreparedStatement select, Span span, Instant known) throws SQLException {
    select.setObject(1, OutcomeRows.utc(known));
    select.setObject(2, OutcomeRows.utc(known));
    select.setString(3, span.useCase());
    select.setObject(4, OutcomeRows.utc(span.from()));
    select.setObject(5, OutcomeRows.utc(span.to()));
  }

  private static List<Group> groups(PreparedStatement select, Haircut haircut) throws SQLException {
    List<Group> groups = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        Map<Evidence, BigDecimal> stated = new EnumMap<>(Evidence.class);
        for (Evidence grade : Evidence.values()) {
          BigDecimal usd = row.getBigDecimal(grade.code());
          if (!row.wasNull()) {
            stated.put(grade, usd);
          }
        }
        groups.add(
            new Group(
                row.getString("key"),
                new Sum(
                    row.getLong("count"),
                    row.getLong("successes"),
                    row.getBigDecimal("shares"),
                    row.getBigDecimal("successful_shares"),
                    row.getBigDecimal("quantity"),
                    row.getBigDecimal("successful"),
                    row.getLong("unvalued"),
                    row.getBigDecimal("failed"),
                    stated,
                    haircut)));
      }
    }
    return groups;
  }

  /// How many successes in force name neither call, session nor ticket.
  public long unlinked(Span span, Instant known) {
    String sql =
        """
        SELECT count(*) AS count FROM outcome_part
        WHERE at_utc < ? AND until_utc >= ? AND ? IN ('', use_case)
          AND occurred_utc >= ? AND occurred_utc < ?
          AND success AND call_id = '' AND session_id = '' AND ticket = ''
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        bind(select, span, known);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return row.getLong("count");
        }
      }
    });
  }

  /// What the values of a KPI say. More values than a figure is made of are an
  /// [IllegalArgumentException].
  public KpiFigure kpi(Kpi kpi, Span span, Instant known) {
    String sql =
        """
        SELECT CAST(k.figure AS DOUBLE)
        FROM outcome_part o JOIN kpi k ON k.outcome = o.position
        WHERE o.at_utc < ? AND o.until_utc >= ? AND ? IN ('', o.use_case)
          AND o.occurred_utc >= ? AND o.occurred_utc < ? AND k.name = ?
        LIMIT ?
        """;
    double[] values =
        database.read(connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            bind(select, span, known);
            select.setString(6, kpi.name());
            select.setInt(7, KpiFigure.VALUES_MAX + 1);
            return doubles(select);
          }
        });
    if (values.length > KpiFigure.VALUES_MAX) {
      throw new IllegalArgumentException(
          "a figure of KPI '%s' is made of at most %,d values, were more: ask for a shorter time"
              .formatted(kpi.name(), KpiFigure.VALUES_MAX));
    }
    return KpiFigure.of(kpi.kind(), values);
  }

  /// Of the qualities that outcomes are told with.
  public Moments quality(Span span, Instant known) {
    String sql =
        """
        SELECT count(q) AS count, coalesce(avg(q), 0) AS mean,
          coalesce(var_pop(q) * count(q), 0) AS squares
        FROM (
          SELECT CAST(json_extract_string(content, '$.quality') AS DOUBLE) AS q
          FROM outcome_part
          WHERE at_utc < ? AND until_utc >= ? AND ? IN ('', use_case)
            AND occurred_utc >= ? AND occurred_utc < ?)
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        bind(select, span, known);
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return new Moments(row.getLong("count"), row.getDouble("mean"), row.getDouble("squares"));
        }
      }
    });
  }

  private static double[] doubles(PreparedStatement select) throws SQLException {
    DoubleStream.Builder values = DoubleStream.builder();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        values.add(row.getDouble(1));
      }
    }
    return values.build().toArray();
  }

  /// A change of a span's outcomes that came after an instant.
  ///
  /// @param row that made the change
  /// @param quantity more by it; negative = less
  /// @param usd of value as stated, more by it
  public record Restatement(
      long row,
      Instant at,
      String who,
      String why,
      String kind,
      String outcome,
      BigDecimal quantity,
      BigDecimal usd) {}

  /// What was learnt of a span from an instant on, row by row: what is in force now is what was
  /// known then and all of these.
  public List<Restatement> restatements(Span span, Instant since, int limit) {
    String sql =
        """
        SELECT c.position, c.at_utc, c.who, c.why, c.kind, c.outcome_id,
          sum(m.sign * p.quantity) AS quantity,
          sum(m.sign * coalesce(p.value_usd, 0)) AS usd
        FROM (SELECT position AS cause, position AS outcome, 1 AS sign FROM outcome
              WHERE kind <> 'void' AND at_utc >= ?
              UNION ALL
              SELECT by_outcome, outcome, -1 FROM superseded WHERE at_utc >= ?) m
          JOIN outcome_part p ON p.position = m.outcome
          JOIN outcome c ON c.position = m.cause
        WHERE ? IN ('', p.use_case) AND p.occurred_utc >= ? AND p.occurred_utc < ?
        GROUP BY ALL ORDER BY c.position LIMIT ?
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        bind(select, span, since);
        select.setInt(6, limit);
        return restatements(select);
      }
    });
  }

  private static List<Restatement> restatements(PreparedStatement select) throws SQLException {
    List<Restatement> lines = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        lines.add(
            new Restatement(
                row.getLong("position"),
                OutcomeRows.instant(row, "at_utc"),
                row.getString("who"),
                row.getString("why"),
                row.getString("kind"),
                row.getString("outcome_id"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("usd")));
      }
    }
    return lines;
  }
}
