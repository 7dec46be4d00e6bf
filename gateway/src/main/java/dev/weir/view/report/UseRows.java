package dev.weir.view.report;

import static java.util.Objects.requireNonNull;

import dev.weir.flow.projection.SpendUses;
import dev.weir.flow.projection.Sql;
import dev.weir.value.diagnosis.CallerOutcomes;
import dev.weir.value.diagnosis.MeterUse;
import dev.weir.value.diagnosis.UseRow;
import dev.weir.value.unit.OutcomeSum;
import dev.weir.value.unit.UnitOutcomes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What models did for prompts and teams: calls and cost of their rows, quantities and amounts of
/// their charge lines.
final class UseRows {
  private static final int ROWS_MAX = 10_000;
  private static final int CALLS_AT_ONCE = 1_000;

  private static final String CALLS =
      """
      SELECT model, prompt, team, min(rows_are) AS rows_are,
        CAST(sum(billed) AS BIGINT) AS calls, sum(cost) AS usd
      FROM g GROUP BY model, prompt, team
      HAVING sum(billed) <> 0 OR sum(cost) <> 0 ORDER BY model, prompt, team LIMIT ?
      """;

  private static final String METERS =
      """
      SELECT model, prompt, team, meter, CAST(sum(quantity) AS DECIMAL(38, 0)) AS quantity,
        sum(amount) AS usd
      FROM g GROUP BY model, prompt, team, meter HAVING sum(quantity) <> 0 OR sum(amount) <> 0
      """;

  private record Key(String model, String prompt, String team) implements Comparable<Key> {
    static Key of(ResultSet row) throws SQLException {
      return new Key(row.getString("model"), row.getString("prompt"), row.getString("team"));
    }

    @Override
    public int compareTo(Key other) {
      int byModel = model.compareTo(other.model);
      int byPrompt = byModel != 0 ? byModel : prompt.compareTo(other.prompt);
      return byPrompt != 0 ? byPrompt : team.compareTo(other.team);
    }
  }

  private UseRows() {}

  static List<UseRow> read(Connection connection, String useCase, YearMonth month)
      throws SQLException {
    SortedMap<Key, SortedMap<String, MeterUse>> meters = new TreeMap<>();
    of(new Sql().add("FROM ").add(SpendUses.lines(connection, useCase, month)))
        .add(METERS)
        .list(
            connection,
            row ->
                meters
                    .computeIfAbsent(Key.of(row), _ -> new TreeMap<>())
                    .put(row.getString("meter"), meterUse(row)));
    List<UseRow> all =
        new ArrayList<>(
            of(new Sql().add("FROM ").add(SpendUses.uses(connection, useCase, month)))
                .add(CALLS, ROWS_MAX + 1)
                .list(connection, row -> useRow(row, of(meters, Key.of(row)))));
    if (all.size() > ROWS_MAX) {
      throw new IllegalArgumentException(
          "a month has at most %,d models, prompts and teams, this one has more: fewer values of the"
                  .formatted(ROWS_MAX)
              + " tag 'prompt' tell more");
    }
    return all;
  }

  /// Under the tags that calls have now: what is taken from under others counts against itself.
  private static final String CALLERS =
      """
      SELECT call_id, max(prompt) AS prompt, max(team) AS team
      FROM (SELECT call_id, prompt, team FROM g GROUP BY ALL HAVING sum(counts) > 0)
      GROUP BY call_id
      """;

  /// Of outcomes by call, what came of the calls of each prompt and team.
  static List<CallerOutcomes> callers(
      Connection connection, String useCase, Iterator<UnitOutcomes> told) throws SQLException {
    SortedMap<Key, OutcomeSum> sums = new TreeMap<>();
    Map<String, OutcomeSum> some = new HashMap<>();
    while (told.hasNext()) {
      UnitOutcomes each = told.next();
      some.put(each.unit(), each.outcomes());
      if (some.size() == CALLS_AT_ONCE || !told.hasNext()) {
        Sql rows = new Sql().add(SpendUses.ROWS).add(" AND use_case = ?", useCase);
        rows.add(
            " AND call_id IN (SELECT unnest(string_split(?, '\n')))",
            String.join("\n", some.keySet()));
        of(rows)
            .add(CALLERS)
            .list(
                connection,
                row ->
                    sums.merge(
                        new Key("", row.getString("prompt"), row.getString("team")),
                        requireNonNull(some.get(row.getString("call_id"))),
                        OutcomeSum::plus));
        some.clear();
      }
    }
    return sums.entrySet().stream()
        .map(each ->
            new CallerOutcomes(each.getKey().prompt(), each.getKey().team(), each.getValue()))
        .toList();
  }

  private static Sql of(Sql g) {
    return new Sql().add("WITH g AS (").add(g).add(")\n");
  }

  private static MeterUse meterUse(ResultSet row) throws SQLException {
    return new MeterUse(row.getBigDecimal("quantity"), row.getBigDecimal("usd"));
  }

  private static SortedMap<String, MeterUse> of(
      SortedMap<Key, SortedMap<String, MeterUse>> meters, Key key) {
    return meters.getOrDefault(key, new TreeMap<>());
  }

  private static UseRow useRow(ResultSet row, SortedMap<String, MeterUse> meters)
      throws SQLException {
    String where = row.getString("rows_are");
    return new UseRow(
        row.getString("model"),
        row.getString("prompt"),
        row.getString("team"),
        where.isEmpty() ? List.of() : List.of(where),
        row.getLong("calls"),
        meters,
        row.getBigDecimal("usd"));
  }
}
