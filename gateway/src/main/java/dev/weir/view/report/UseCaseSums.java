package dev.weir.view.report;

import static java.util.Objects.requireNonNull;

import dev.weir.base.store.Database;
import dev.weir.base.store.Remembered;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.SpendUsers;
import dev.weir.flow.projection.Sql;
import dev.weir.value.diagnosis.CallerOutcomes;
import dev.weir.value.diagnosis.UseRow;
import dev.weir.value.unit.Behaviour;
import dev.weir.value.unit.UnitCost;
import dev.weir.value.unit.UnitKind;
import dev.weir.value.unit.UnitOutcomes;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What use cases cost by the ledger, in whole months of UTC by when calls were accepted, under the
/// tags in force. Spend that no use case answers for is nobody's. Blocks; safe for any number of
/// threads.
public final class UseCaseSums {
  private static final int USE_CASES_MAX = 1_000;

  /// Months that are remembered.
  private static final int MONTHS_MAX = 48;

  /// Use cases' months of which it is remembered what models did.
  private static final int USES_MAX = 16;

  private static final String USERS =
      """
      users AS (
        SELECT month, use_case, count(*) AS users FROM (
          SELECT date_trunc('month', day) AS month, use_case, user_id FROM of_days
          GROUP BY ALL HAVING sum(billed) > 0)
        GROUP BY ALL)
      """;

  private static final String SUMS =
      """
      SELECT CAST(month AS DATE) AS month, use_case, cost, calls, coalesce(users, 0) AS users,
        safety, retry FROM (
          SELECT date_trunc('month', accepted_at) AS month, use_case, sum(cost) AS cost,
            CAST(sum(billed) AS BIGINT) AS calls, sum(cost_safety) AS safety,
            sum(cost_retry) AS retry
          FROM of_all WHERE use_case <> '' AND NOT quarantined GROUP BY ALL)
      LEFT JOIN users USING (month, use_case)
      WHERE cost <> 0 OR calls <> 0
      QUALIFY row_number() OVER (PARTITION BY month ORDER BY use_case) <= ?
      ORDER BY month, use_case
      """;

  private final Database database;
  private final Remembered<YearMonth, List<UseCaseSum>> known;
  private final Remembered<UseOf, List<UseRow>> uses;

  private record UseOf(String useCase, YearMonth month) {}

  /// What a use case cost in a month.
  ///
  /// @param calls that were billed
  /// @param users different ones; calls without a user count none
  /// @param safetyUsd guardrails, judges and audits
  /// @param retryUsd second and later attempts
  public record UseCaseSum(
      String useCase,
      BigDecimal costUsd,
      long calls,
      long users,
      BigDecimal safetyUsd,
      BigDecimal retryUsd) {}

  public UseCaseSums(Database database) {
    this.database = database;
    this.known = new Remembered<>(database, MONTHS_MAX);
    this.uses = new Remembered<>(database, USES_MAX);
  }

  /// Every use case that cost or called anything, by name.
  public List<UseCaseSum> of(YearMonth month) {
    return of(month, month).getOrDefault(month, List.of());
  }

  /// The same of each of some months, the first and the last included, in one reading.
  public Map<YearMonth, List<UseCaseSum>> of(YearMonth first, YearMonth last) {
    ConcurrentMap<YearMonth, List<UseCaseSum>> held = known.now();
    List<YearMonth> asked =
        Stream.iterate(first, month -> !month.isAfter(last), month -> month.plusMonths(1)).toList();
    List<YearMonth> missing = asked.stream().filter(month -> !held.containsKey(month)).toList();
    if (!missing.isEmpty()) {
      Map<YearMonth, List<UseCaseSum>> read = read(missing.getFirst(), missing.getLast());
      missing.forEach(month -> held.put(month, List.copyOf(read.getOrDefault(month, List.of()))));
    }
    Map<YearMonth, List<UseCaseSum>> sums = new TreeMap<>();
    asked.forEach(month -> sums.put(month, requireNonNull(held.get(month))));
    return sums;
  }

  /// Those months of which there is anything.
  private Map<YearMonth, List<UseCaseSum>> read(YearMonth first, YearMonth last) {
    Map<YearMonth, List<UseCaseSum>> sums = new TreeMap<>();
    database.read(connection ->
        sql(connection, first, last)
            .list(
                connection,
                row ->
                    sums.computeIfAbsent(
                            YearMonth.from(row.getObject("month", LocalDate.class)),
                            _ -> new ArrayList<>())
                        .add(useCaseSum(row))));
    sums.forEach((month, all) -> {
      if (all.size() > USE_CASES_MAX) {
        throw new IllegalArgumentException(
            "a month has at most %,d use cases, %s has more".formatted(USE_CASES_MAX, month));
      }
    });
    return sums;
  }

  private static Sql sql(Connection connection, YearMonth first, YearMonth last)
      throws SQLException {
    ReportRange range = range(first, last);
    Sql sql = new Sql().add("WITH of_all AS (SELECT * FROM ");
    sql.add(range.spend(connection, SpendHours.PLAIN)).add(" WHERE ");
    range.addTo(sql);
    sql.add("), of_days AS (SELECT * FROM ").add(SpendUsers.days(connection));
    sql.add(
        " WHERE day >= ? AND day < ?), ",
        first.atDay(1).atStartOfDay(),
        last.plusMonths(1).atDay(1).atStartOfDay());
    return sql.add(USERS).add(SUMS, USE_CASES_MAX + 1);
  }

  private static UseCaseSum useCaseSum(ResultSet row) throws SQLException {
    return new UseCaseSum(
        row.getString("use_case"),
        row.getBigDecimal("cost"),
        row.getLong("calls"),
        row.getLong("users"),
        row.getBigDecimal("safety"),
        row.getBigDecimal("retry"));
  }

  /// How calls of a use case named their sessions.
  ///
  /// @param calls that were billed
  /// @param withSession of them, that named one
  /// @param sessions different ones
  public record UseCaseSessions(long calls, long withSession, long sessions) {}

  /// By use case, of those that called.
  public SortedMap<String, UseCaseSessions> sessions(YearMonth month) {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT use_case, CAST(sum(billed) AS BIGINT) AS calls,
                  CAST(coalesce(sum(billed) FILTER (session_id <> ''), 0) AS BIGINT) AS named,
                  count(DISTINCT session_id) FILTER (session_id <> '' AND billed > 0) AS sessions
                FROM spend WHERE use_case <> '' AND NOT quarantined AND
                """);
    range(month).addTo(sql);
    sql.add(" GROUP BY use_case HAVING sum(billed) > 0");
    SortedMap<String, UseCaseSessions> sessions = new TreeMap<>();
    database.read(connection ->
        sql.list(
            connection,
            row ->
                sessions.put(
                    row.getString("use_case"),
                    new UseCaseSessions(
                        row.getLong("calls"), row.getLong("named"), row.getLong("sessions")))));
    return sessions;
  }

  /// What each purpose cost.
  public SortedMap<String, BigDecimal> purposes(String useCase, YearMonth month) {
    SortedMap<String, BigDecimal> purposes = new TreeMap<>();
    database.read(connection -> {
      Sql sql = new Sql().add("SELECT purpose, sum(cost) AS cost FROM ");
      sql.add(range(month).spend(connection, SpendHours.PLAIN)).add(" WHERE ");
      addUseCase(sql, useCase, month);
      return sql.add(" GROUP BY purpose HAVING sum(cost) <> 0")
          .list(
              connection, row -> purposes.put(row.getString("purpose"), row.getBigDecimal("cost")));
    });
    return purposes;
  }

  /// Lets what each unit cost be read, in the order of the unit's code points; what has none is of
  /// the unit ''. The iterator ends with the reading. Of calls, sums of many are left out.
  public <T> T units(
      String useCase, YearMonth month, UnitKind kind, Function<Iterator<UnitCost>, T> reading) {
    return database.read(
        connection -> UnitRows.read(connection, unitSql(useCase, month, kind), reading));
  }

  private static Sql unitSql(String useCase, YearMonth month, UnitKind kind) {
    Sql sql = new Sql().add("SELECT " + UnitRows.column(kind) + " AS unit, sum(cost) AS usd");
    sql.add(" FROM booked WHERE ");
    addUseCase(sql, useCase, month);
    if (kind == UnitKind.CALL) {
      sql.add(" AND used_until IS NULL");
    }
    return sql.add(" GROUP BY unit HAVING sum(cost) <> 0 OR sum(requests) <> 0");
  }

  /// The dearest units that cost more than a cut, at most so many, and how they called.
  public SortedMap<UnitCost, Behaviour> outliers(
      String useCase, YearMonth month, UnitKind kind, BigDecimal cut, int most) {
    Sql dearest = new Sql().add("SELECT " + UnitRows.column(kind) + " AS unit, sum(cost) AS usd");
    dearest.add(" FROM booked WHERE ");
    addUseCase(dearest, useCase, month);
    dearest.add(
        " GROUP BY unit HAVING unit <> '' AND sum(cost) > ? ORDER BY usd DESC, unit LIMIT ?",
        cut,
        most);
    return database.read(connection -> {
      SortedMap<UnitCost, Behaviour> outliers =
          new TreeMap<>(
              Comparator.comparing(UnitCost::usd).reversed().thenComparing(UnitCost::unit));
      for (UnitCost each : dearest.list(connection, UnitRows::unitCost)) {
        Sql rows = new Sql();
        addUseCase(rows, useCase, month);
        rows.add(" AND " + UnitRows.column(kind) + " = ?", each.unit());
        outliers.put(each, UnitRows.behaviour(connection, rows));
      }
      return outliers;
    });
  }

  /// What models did for prompts and teams.
  public List<UseRow> use(String useCase, YearMonth month) {
    return uses.of(
        new UseOf(useCase, month),
        () -> List.copyOf(database.read(connection -> UseRows.read(connection, useCase, month))));
  }

  /// Whose calls of the use case some outcomes name. Outcomes of other calls, and of none, are in
  /// none of them.
  ///
  /// @param told of each call, in any order
  public List<CallerOutcomes> callers(String useCase, Iterator<UnitOutcomes> told) {
    return database.read(connection -> UseRows.callers(connection, useCase, told));
  }

  private static void addUseCase(Sql sql, String useCase, YearMonth month) {
    sql.add("use_case = ? AND NOT quarantined AND ", useCase);
    range(month).addTo(sql);
  }

  private static ReportRange range(YearMonth month) {
    return range(month, month);
  }

  private static ReportRange range(YearMonth first, YearMonth last) {
    return new ReportRange(
        first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        last.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        ZoneOffset.UTC);
  }
}
