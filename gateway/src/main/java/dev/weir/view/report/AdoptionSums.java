package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.base.store.Remembered;
import dev.weir.flow.projection.SpendHours;
import dev.weir.flow.projection.SpendUsers;
import dev.weir.flow.projection.Sql;
import dev.weir.value.adoption.Adoption;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.Roster.Eligible;
import dev.weir.value.adoption.UserUse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads [Adoption] from the ledger database, which does all the sums. Blocks; safe for any number
/// of threads.
public final class AdoptionSums {
  private static final int COHORTS = 12;

  /// Calls by user and day up to a day, the listed users among them apart from the others.
  private static final String USES =
      """
      , roster AS (SELECT unnest(string_split(?, ' ')) AS hash),
      uses AS (
        SELECT user_id, CAST(day AS DATE) AS day, sum(primary_calls) AS calls,
          ? OR left(sha256(? || chr(10) || user_id), 32) IN (SELECT hash FROM roster) AS listed
        FROM of_days WHERE use_case = ? AND day < ?
        GROUP BY ALL HAVING sum(primary_calls) > 0),
      firsts AS (SELECT user_id, min(day) AS first FROM uses WHERE listed GROUP BY user_id)
      """;

  private static final String MONTH =
      """
      , activated AS (
        SELECT user_id, min(day) FILTER (so_far >= ?) AS reached FROM (
          SELECT user_id, day, sum(calls) OVER (PARTITION BY user_id ORDER BY day) AS so_far
          FROM uses JOIN firsts USING (user_id) WHERE listed AND day < first + CAST(? AS INTEGER))
        GROUP BY user_id)
      SELECT
        (SELECT count(*) FROM activated WHERE reached IS NOT NULL) AS activated,
        (SELECT count(*) FROM activated WHERE reached >= ?) AS newly,
        (SELECT count(DISTINCT user_id) FROM uses WHERE listed AND day >= ?) AS active,
        (SELECT count(DISTINCT user_id) FROM uses WHERE NOT listed AND day >= ?) AS beyond,
        (SELECT CAST(coalesce(sum(calls), 0) AS BIGINT) FROM of_month
          WHERE use_case = ? AND purpose = 'primary' AND NOT quarantined
            AND accepted_at >= ? AND accepted_at < ?)
        - (SELECT CAST(coalesce(sum(primary_calls), 0) AS BIGINT) FROM of_days
          WHERE use_case = ? AND day >= ? AND day < ?) AS nobody
      """;

  /// How many listed users were active in each week and in the month, of many use cases at once.
  private static final String ACTIVE =
      """
      , roster AS (SELECT unnest(string_split(?, ' ')) AS hash),
      counted AS (SELECT unnest(string_split(?, chr(10))) AS use_case),
      uses AS (
        SELECT use_case, user_id, CAST(day AS DATE) AS day FROM of_days
        WHERE day >= ? AND day < ? GROUP BY ALL HAVING sum(primary_calls) > 0),
      listed AS (
        SELECT * FROM uses WHERE use_case IN (SELECT use_case FROM counted)
          OR left(sha256(use_case || chr(10) || user_id), 32) IN (SELECT hash FROM roster))
      SELECT use_case, CAST(date_trunc('week', day) AS DATE) AS monday,
        count(DISTINCT user_id) AS active
      FROM listed WHERE day >= ? AND day < ? GROUP BY ALL
      UNION ALL
      SELECT use_case, NULL, count(DISTINCT user_id) FROM listed WHERE day >= ? AND day < ?
      GROUP BY use_case
      """;

  private static final String WEEKS =
      """
      SELECT CAST(date_trunc('week', day) AS DATE) AS monday, count(DISTINCT user_id) AS active
      FROM uses WHERE listed AND day >= ? GROUP BY ALL ORDER BY ALL
      """;

  private static final String COHORT_WEEKS =
      """
      SELECT CAST(date_trunc('week', first) AS DATE) AS cohort,
        CAST(date_trunc('week', day) AS DATE) AS monday, count(DISTINCT user_id) AS active
      FROM uses JOIN firsts USING (user_id) WHERE listed AND first >= ? GROUP BY ALL ORDER BY ALL
      """;

  private static final String DEPTH =
      """
      , depth AS (
        SELECT sum(calls) AS x, row_number() OVER (ORDER BY sum(calls)) AS i, count(*) OVER () AS n
        FROM uses WHERE listed AND day >= ? GROUP BY user_id)
      SELECT CAST(sum(x) AS BIGINT) AS calls, CAST(sum(x) AS DOUBLE) / count(*) AS mean,
        quantile_cont(CAST(x AS DOUBLE), 0.5) AS median, quantile_cont(CAST(x AS DOUBLE), 0.95) AS p95,
        sum(CAST(2 * i - n - 1 AS DOUBLE) * x) / (count(*) * CAST(sum(x) AS DOUBLE)) AS gini
      FROM depth
      """;

  private static final String USERS =
      """
      , so_far AS (
        SELECT user_id, day, calls, listed, min(day) OVER (PARTITION BY user_id) AS first,
          sum(calls) OVER (PARTITION BY user_id ORDER BY day) AS so_far
        FROM uses WHERE user_id > ?)
      SELECT user_id, bool_and(listed) AS listed, first,
        min(day) FILTER (so_far >= ? AND day < first + CAST(? AS INTEGER) AND day < ?) AS reached,
        CAST(coalesce(sum(calls) FILTER (day >= ? AND day < ?), 0) AS BIGINT) AS calls,
        string_agg(DISTINCT strftime(date_trunc('week', day), '%Y-%m-%d'), ' ') AS weeks
      FROM so_far GROUP BY user_id, first ORDER BY user_id LIMIT ?
      """;

  /// Readings that are remembered.
  private static final int READINGS_MAX = 16;

  private final Database database;
  private final Remembered<ActiveOf, Map<String, Active>> known;

  private record ActiveOf(List<Roster> rosters, YearMonth month, LocalDate today) {}

  public AdoptionSums(Database database) {
    this.database = database;
    this.known = new Remembered<>(database, READINGS_MAX);
  }

  /// @param today weeks that have not begun are left out
  public Adoption of(Roster roster, YearMonth month, LocalDate today) {
    return database.read(connection -> of(connection, roster, month, today));
  }

  /// Eligible users of a use case that were active.
  ///
  /// @param month in the month
  /// @param weeks in each of its weeks that has begun, in order
  public record Active(long month, List<Long> weeks) {
    public Active {
      weeks = List.copyOf(weeks);
    }
  }

  /// Of many use cases, by use case, in one reading: as [#of] has it of each.
  public Map<String, Active> active(List<Roster> rosters, YearMonth month, LocalDate today) {
    ActiveOf asked = new ActiveOf(List.copyOf(rosters), month, today);
    return known.of(asked, () -> Map.copyOf(read(rosters, month, today)));
  }

  private Map<String, Active> read(List<Roster> rosters, YearMonth month, LocalDate today) {
    LocalDate from = month.atDay(1);
    LocalDate to = month.plusMonths(1).atDay(1);
    LocalDate firstMonday = firstMonday(from);
    LocalDate afterLast = afterLast(to, today);
    Map<String, Map<LocalDate, Long>> weeks = new TreeMap<>();
    Map<String, Long> months = new TreeMap<>();
    database.read(connection ->
        days(connection)
            .add(
                ACTIVE,
                rosters.stream().map(AdoptionSums::hashes).collect(Collectors.joining(" ")),
                rosters.stream()
                    .filter(AdoptionSums::isCounted)
                    .map(Roster::useCase)
                    .collect(Collectors.joining("\n")),
                earlier(from, firstMonday).atStartOfDay(),
                later(to, afterLast).atStartOfDay(),
                firstMonday,
                afterLast,
                from,
                to)
            .list(
                connection,
                row -> {
                  LocalDate monday = row.getObject("monday", LocalDate.class);
                  long active = row.getLong("active");
                  return monday == null
                      ? months.put(row.getString("use_case"), active)
                      : weeks
                          .computeIfAbsent(row.getString("use_case"), _ -> new TreeMap<>())
                          .put(monday, active);
                }));
    Map<String, Active> all = new TreeMap<>();
    for (Roster roster : rosters) {
      long eligible = roster.eligible().count();
      Map<LocalDate, Long> told = weeks.getOrDefault(roster.useCase(), Map.of());
      all.put(
          roster.useCase(),
          new Active(
              Math.min(months.getOrDefault(roster.useCase(), 0L), eligible),
              Stream.iterate(firstMonday, monday -> monday.plusWeeks(1))
                  .takeWhile(monday -> monday.isBefore(afterLast))
                  .map(monday -> Math.min(told.getOrDefault(monday, 0L), eligible))
                  .toList()));
    }
    return all;
  }

  private static LocalDate earlier(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }

  private static LocalDate later(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? other : one;
  }

  /// The month's sums alone, without its weeks, cohorts and depth.
  public Adoption ofMonth(Roster roster, YearMonth month) {
    return database.read(connection -> month(connection, roster, month));
  }

  /// Users behind one, in the order of their ids' code points: whoever called until the month's
  /// last week ended, on the roster or not.
  public List<UserUse> users(
      Roster roster, YearMonth month, LocalDate today, String after, int limit) {
    LocalDate from = month.atDay(1);
    LocalDate to = month.plusMonths(1).atDay(1);
    LocalDate afterLast = afterLast(to, today);
    return database.read(connection ->
        uses(connection, roster, later(to, afterLast))
            .add(
                USERS,
                after,
                roster.activation().calls(),
                roster.activation().withinDays(),
                to,
                from,
                to,
                limit)
            .list(connection, row -> user(row, afterLast)));
  }

  private static UserUse user(ResultSet row, LocalDate afterLast) throws SQLException {
    return new UserUse(
        row.getString("user_id"),
        row.getBoolean("listed"),
        row.getObject("first", LocalDate.class),
        Optional.ofNullable(row.getObject("reached", LocalDate.class)),
        row.getLong("calls"),
        Stream.of(row.getString("weeks").split(" "))
            .map(LocalDate::parse)
            .filter(week -> week.isBefore(afterLast))
            .sorted()
            .toList());
  }

  /// Of the first week of a month that begins on a day: of those whose Thursday is in it.
  private static LocalDate firstMonday(LocalDate from) {
    return from.minusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
  }

  /// A week is the month's that its Thursday is in, so its days may lie beyond the month's ends.
  private static LocalDate afterLast(LocalDate to, LocalDate today) {
    LocalDate afterMonth = firstMonday(to);
    LocalDate afterNow = today.with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    return afterNow.isBefore(afterMonth) ? afterNow : afterMonth;
  }

  private static Adoption of(Connection connection, Roster roster, YearMonth month, LocalDate today)
      throws SQLException {
    LocalDate from = month.atDay(1);
    LocalDate to = month.plusMonths(1).atDay(1);
    Adoption sums = month(connection, roster, month);
    LocalDate firstMonday = firstMonday(from);
    LocalDate afterLast = afterLast(to, today);
    return new Adoption(
        month,
        sums.eligible(),
        sums.activated(),
        sums.newlyActivated(),
        sums.monthlyActive(),
        sums.beyondRoster(),
        sums.callsWithoutUser(),
        weeks(connection, roster, firstMonday, afterLast),
        cohorts(connection, roster, afterLast),
        uses(connection, roster, to).add(DEPTH, from).list(connection, AdoptionSums::depth).stream()
            .flatMap(Optional::stream)
            .findFirst());
  }

  private static Sql uses(Connection connection, Roster roster, LocalDate before)
      throws SQLException {
    return uses(days(connection), roster, before);
  }

  private static Sql uses(Sql days, Roster roster, LocalDate before) {
    return days.add(
        USES,
        hashes(roster),
        isCounted(roster),
        roster.useCase(),
        roster.useCase(),
        before.atStartOfDay());
  }

  private static Sql days(Connection connection) throws SQLException {
    return new Sql()
        .add("WITH of_days AS (SELECT * FROM ")
        .add(SpendUsers.days(connection))
        .add(")");
  }

  private static boolean isCounted(Roster roster) {
    return roster.eligible() instanceof Eligible.Counted;
  }

  private static String hashes(Roster roster) {
    return roster.eligible() instanceof Eligible.Listed listed ? listed.joined() : "";
  }

  private static Adoption month(Connection connection, Roster roster, YearMonth month)
      throws SQLException {
    LocalDate from = month.atDay(1);
    LocalDate to = month.plusMonths(1).atDay(1);
    Sql days =
        days(connection)
            .add(", of_month AS (SELECT * FROM ")
            .add(SpendHours.PLAIN.spend(connection, from.atStartOfDay(), to.atStartOfDay()))
            .add(")");
    Sql sql =
        uses(days, roster, to)
            .add(
                MONTH,
                roster.activation().calls(),
                roster.activation().withinDays(),
                from,
                from,
                from,
                roster.useCase(),
                from.atStartOfDay(),
                to.atStartOfDay(),
                roster.useCase(),
                from.atStartOfDay(),
                to.atStartOfDay());
    return sql.list(connection, row -> month(row, roster, month)).getFirst();
  }

  private static Adoption month(ResultSet row, Roster roster, YearMonth month) throws SQLException {
    int eligible = roster.eligible().count();
    long active = row.getLong("active");
    long beyond = Math.max(row.getLong("beyond"), active - eligible);
    return new Adoption(
        month,
        eligible,
        row.getLong("activated"),
        row.getLong("newly"),
        Math.min(active, eligible),
        beyond,
        row.getLong("nobody"),
        List.of(),
        List.of(),
        Optional.empty());
  }

  private static List<Adoption.Week> weeks(
      Connection connection, Roster roster, LocalDate first, LocalDate after) throws SQLException {
    Map<LocalDate, Long> active = new TreeMap<>();
    uses(connection, roster, after)
        .add(WEEKS, first)
        .list(
            connection,
            row -> active.put(row.getObject("monday", LocalDate.class), row.getLong("active")));
    List<Adoption.Week> weeks = new ArrayList<>();
    for (LocalDate monday = first; monday.isBefore(after); monday = monday.plusWeeks(1)) {
      weeks.add(
          new Adoption.Week(
              monday, Math.min(active.getOrDefault(monday, 0L), roster.eligible().count())));
    }
    return weeks;
  }

  private static List<Adoption.Cohort> cohorts(
      Connection connection, Roster roster, LocalDate after) throws SQLException {
    LocalDate first = after.minusWeeks(COHORTS);
    Map<LocalDate, Map<LocalDate, Long>> active = new TreeMap<>();
    uses(connection, roster, after)
        .add(COHORT_WEEKS, first)
        .list(
            connection,
            row ->
                active
                    .computeIfAbsent(row.getObject("cohort", LocalDate.class), _ -> new TreeMap<>())
                    .put(row.getObject("monday", LocalDate.class), row.getLong("active")));
    List<Adoption.Cohort> cohorts = new ArrayList<>();
    active.forEach((cohort, byWeek) -> {
      List<Long> counts = new ArrayList<>();
      for (LocalDate monday = cohort; monday.isBefore(after); monday = monday.plusWeeks(1)) {
        counts.add(byWeek.getOrDefault(monday, 0L));
      }
      // Everybody is active in the week of the first call.
      cohorts.add(new Adoption.Cohort(cohort, counts.getFirst(), counts));
    });
    return cohorts;
  }

  private static Optional<Adoption.Depth> depth(ResultSet row) throws SQLException {
    long calls = row.getLong("calls");
    return row.wasNull()
        ? Optional.empty()
        : Optional.of(
            new Adoption.Depth(
                calls,
                row.getDouble("mean"),
                row.getDouble("median"),
                row.getDouble("p95"),
                row.getDouble("gini")));
  }
}
