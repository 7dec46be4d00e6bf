package dev.weir.view.report;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.TagColumn;
import dev.weir.value.experiment.Exposed;
import dev.weir.value.experiment.Followed;
import dev.weir.value.experiment.Panel;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.hypothesis.TrialDesign;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the ledger has of trials: which units were put into which arm, how many calls they made and
/// what those cost. Blocks; safe for any number of threads.
public final class TrialRows {
  /// Tags that calls in a trial carry: its name, and the arm.
  private static final String EXPERIMENT = "experiment";

  private static final String ARM = "experiment_arm";
  private static final int UNITS_MAX = 1_000_000;
  private static final Duration TRAFFIC_OF = Duration.ofDays(28);

  private final Database database;

  public TrialRows(Database database) {
    this.database = database;
  }

  /// What a use case has had in the last 28 days.
  ///
  /// @param units that made a call
  public record Traffic(long units, long calls) {}

  public Traffic traffic(String useCase, String unit, Instant now) {
    Sql sql =
        new Sql().add("SELECT count(DISTINCT unit) AS units, sum(calls) AS calls FROM (SELECT ");
    TagColumn.addTo(sql, unit);
    sql.add(" AS unit, calls FROM spend WHERE use_case = ?", useCase);
    addTime(sql, now.minus(TRAFFIC_OF), now);
    sql.add(") WHERE unit <> ''");
    return database.read(connection ->
        sql.list(connection, row -> new Traffic(row.getLong("units"), row.getLong("calls")))
            .getFirst());
  }

  /// Units by their first exposure; a unit that was in two arms comes twice, and one that was in an
  /// arm before the start not at all.
  ///
  /// @param hypothesis started
  public List<Exposed> exposed(Hypothesis hypothesis, Instant now) {
    Instant start = hypothesis.startedAt().orElseThrow();
    long covariate = hypothesis.plan().covariateDays().orElse(0);
    Sql sql = new Sql().add("WITH exposed AS (SELECT ");
    TagColumn.addTo(sql, hypothesis.unit());
    sql.add(" AS unit, tags[?] AS arm, min(accepted_at) AS first_at FROM spend", ARM)
        .add(
            " WHERE use_case = ? AND tags[?] = ?",
            hypothesis.useCase(),
            EXPERIMENT,
            hypothesis.name());
    sql.add(
        """
         AND accepted_at < ? AND tags[?] IS NOT NULL GROUP BY 1, 2
        HAVING unit <> '' AND sum(calls) + sum(refusals) > 0
        QUALIFY min(first_at) OVER (PARTITION BY unit) >= ?), did AS (SELECT
        """,
        ReportRange.utc(hypothesis.end(now)),
        ARM,
        ReportRange.utc(start));
    TagColumn.addTo(sql.add(" "), hypothesis.unit());
    sql.add(
        " AS unit, accepted_at, calls, cost FROM spend WHERE use_case = ?", hypothesis.useCase());
    addTime(sql, start.minus(Duration.ofDays(covariate)), hypothesis.end(now));
    sql.add(
        """
        ), placed AS (SELECT unit, arm, first_at, calls, cost,
          accepted_at >= first_at AND accepted_at < first_at + to_days(CAST(? AS INTEGER)) AS later,
          accepted_at < first_at AND accepted_at >= first_at - to_days(CAST(? AS INTEGER)) AS sooner
          FROM exposed JOIN did USING (unit))
        SELECT unit, arm, first_at, count(*) FILTER (sooner) AS known,
          coalesce(sum(calls) FILTER (sooner), 0) AS calls_before,
          coalesce(sum(cost) FILTER (sooner), 0) AS cost_before,
          coalesce(sum(calls) FILTER (later), 0) AS calls_after,
          coalesce(sum(cost) FILTER (later), 0) AS cost_after
        FROM placed GROUP BY unit, arm, first_at ORDER BY first_at, unit, arm LIMIT ?
        """,
        hypothesis.plan().windowDays(),
        covariate,
        UNITS_MAX + 1);
    return limited(database.read(connection -> sql.list(connection, TrialRows::exposed)));
  }

  private static Exposed exposed(ResultSet row) throws SQLException {
    return new Exposed(
        row.getString("unit"),
        row.getString("arm"),
        row.getObject("first_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getLong("known") > 0 ? Optional.of(figures(row, "before")) : Optional.empty(),
        figures(row, "after"));
  }

  /// Units of a design without randomisation that made a call in the days before the start or after
  /// it, and what they did still earlier.
  ///
  /// @param hypothesis started
  public Panel followed(Hypothesis hypothesis) {
    Instant start = hypothesis.startedAt().orElseThrow();
    Sql sql = new Sql().add("WITH did AS (SELECT ");
    TagColumn.addTo(sql, hypothesis.unit());
    sql.add(
        """
         AS unit, calls, cost, CASE WHEN accepted_at >= ? THEN 'after'
          WHEN accepted_at >= ? THEN 'before' ELSE 'earlier' END AS span,
        """,
        ReportRange.utc(start),
        ReportRange.utc(start.minus(hypothesis.window())));
    addGroup(sql, hypothesis.design());
    sql.add(" AS treated FROM spend WHERE use_case = ?", hypothesis.useCase());
    Instant earliest = start.minus(hypothesis.window()).minus(hypothesis.window());
    addTime(sql, earliest, start.plus(hypothesis.window()));
    sql.add(
        """
        ) SELECT unit, bool_or(treated) AS treated, bool_and(treated) AS only_treated,
          coalesce(sum(calls) FILTER (span = 'earlier'), 0) AS calls_earlier,
          coalesce(sum(cost) FILTER (span = 'earlier'), 0) AS cost_earlier,
          coalesce(sum(calls) FILTER (span = 'before'), 0) AS calls_before,
          coalesce(sum(cost) FILTER (span = 'before'), 0) AS cost_before,
          coalesce(sum(calls) FILTER (span = 'after'), 0) AS calls_after,
          coalesce(sum(cost) FILTER (span = 'after'), 0) AS cost_after
        FROM did WHERE unit <> '' AND treated IS NOT NULL GROUP BY unit
        HAVING count(*) FILTER (span <> 'earlier') > 0 ORDER BY unit LIMIT ?
        """,
        UNITS_MAX + 1);
    List<Optional<Followed>> units =
        limited(database.read(connection -> sql.list(connection, TrialRows::followed)));
    List<Followed> pure = units.stream().flatMap(Optional::stream).toList();
    return new Panel(pure, units.size() - pure.size());
  }

  private static void addGroup(Sql sql, TrialDesign design) {
    if (design instanceof TrialDesign.Differences groups) {
      sql.add("CASE WHEN ");
      addIn(sql, groups.tag(), groups.treated());
      sql.add(" THEN TRUE WHEN ");
      addIn(sql, groups.tag(), groups.untreated());
      sql.add(" THEN FALSE END");
    } else {
      sql.add("TRUE");
    }
  }

  private static void addIn(Sql sql, String tag, Set<String> values) {
    TagColumn.addTo(sql, tag);
    String marks = String.join(", ", Collections.nCopies(values.size(), "?"));
    sql.add(" IN (" + marks + ")", new TreeSet<>(values).toArray());
  }

  private static Optional<Followed> followed(ResultSet row) throws SQLException {
    boolean treated = row.getBoolean("treated");
    return treated == row.getBoolean("only_treated")
        ? Optional.of(
            new Followed(
                row.getString("unit"),
                treated,
                figures(row, "earlier"),
                figures(row, "before"),
                figures(row, "after")))
        : Optional.empty();
  }

  private static Figures figures(ResultSet row, String when) throws SQLException {
    return Figures.ofCalls(
        (double) row.getLong("calls_" + when), row.getBigDecimal("cost_" + when).doubleValue());
  }

  private static void addTime(Sql sql, Instant from, Instant to) {
    sql.add(
        " AND accepted_at >= ? AND accepted_at < ?", ReportRange.utc(from), ReportRange.utc(to));
  }

  private static <T> List<T> limited(List<T> units) {
    if (units.size() > UNITS_MAX) {
      throw new IllegalArgumentException(
          "a readout has at most %,d units, there are more".formatted(UNITS_MAX));
    }
    return units;
  }
}
