package dev.weir.flow.projection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.YearMonth;

/// What models did for prompts and teams of a use case in a month of UTC. Quarantined calls, and
/// those that name no use case, are in none of it. Kept as [SpendHours] are.
public final class SpendUses {
  /// Rows by what they are told apart by; a prompt is what the tag says, or the version that the
  /// gateway put together: `support@7`.
  public static final String ROWS =
      """
      SELECT position, call_id, attempt, date_trunc('month', accepted_at) AS month, use_case, model,
        team, cost, counts,
        CASE WHEN route IN ('openai.models', 'anthropic.count_tokens') THEN 0 ELSE requests END
          AS billed,
        coalesce(nullif(tags['prompt'], ''), CASE WHEN starts_with(model_asked, 'prompt/')
          THEN regexp_extract(arm_path, '^[^@]+@[0-9]+') ELSE '' END) AS prompt,
        CASE WHEN coalesce(tags['prompt'], '') <> '' THEN 'tag:prompt=' || tags['prompt']
          WHEN starts_with(model_asked, 'prompt/') THEN 'model_asked=' || model_asked
          ELSE '' END AS rows_are
      FROM booked WHERE use_case <> '' AND NOT quarantined
      """;

  private static final String BETWEEN = " AND position >= ? AND position < ?";

  private static final String ADD =
      """
      INSERT INTO spend_use SELECT CAST(? AS BIGINT), month, use_case, model, prompt, min(rows_are),
        team, sum(billed), sum(cost)
      FROM (%s%s) GROUP BY ALL
      """
          .formatted(ROWS, BETWEEN);

  private static final String ADD_LINES =
      """
      INSERT INTO spend_use_line SELECT CAST(? AS BIGINT), month, use_case, model, prompt, team,
        meter, sum(quantity), sum(amount)
      FROM (%s%s) JOIN (FROM booked_line WHERE TRUE%s) USING (position, call_id, attempt)
      GROUP BY ALL
      """
          .formatted(ROWS, BETWEEN, BETWEEN);

  private SpendUses() {}

  /// A table of `model`, `prompt`, `rows_are`, `team`, `billed` and `cost`; each may stand in
  /// several rows.
  public static Sql uses(Connection connection, String useCase, YearMonth month)
      throws SQLException {
    return uses(SpendSums.until(connection), useCase, month);
  }

  /// @param until rows before this position are taken from the sums
  static Sql uses(long until, String useCase, YearMonth month) {
    return both("spend_use", "model, prompt, rows_are, team, billed, cost", until, useCase, month)
        .add(") AS spend_use");
  }

  /// A table of `model`, `prompt`, `team`, `meter`, `quantity` and `amount`, likewise.
  public static Sql lines(Connection connection, String useCase, YearMonth month)
      throws SQLException {
    return lines(SpendSums.until(connection), useCase, month);
  }

  static Sql lines(long until, String useCase, YearMonth month) {
    String columns = "model, prompt, team, meter, quantity, amount";
    return both("spend_use_line", columns, until, useCase, month)
        .add(" JOIN (FROM booked_line WHERE position >= ?)", until)
        .add(" USING (position, call_id, attempt)) AS spend_use_line");
  }

  /// What is in a table, and what came since.
  private static Sql both(
      String table, String columns, long until, String useCase, YearMonth month) {
    return new Sql()
        .add("(SELECT %s FROM %s WHERE until_position <= ?".formatted(columns, table), until)
        .add(" AND use_case = ? AND month = ?", useCase, month.atDay(1).atStartOfDay())
        .add(" UNION ALL SELECT %s FROM (".formatted(columns))
        .add(rows(until, useCase, month))
        .add(")");
  }

  private static Sql rows(long until, String useCase, YearMonth month) {
    return new Sql()
        .add(ROWS)
        .add(" AND position >= ? AND use_case = ?", until, useCase)
        .add(
            " AND accepted_at >= ? AND accepted_at < ?",
            month.atDay(1).atStartOfDay(),
            month.plusMonths(1).atDay(1).atStartOfDay());
  }

  static void add(Connection connection, long from, long until) throws SQLException {
    SpendSums.insert(connection, ADD, from, until);
    try (PreparedStatement insert = connection.prepareStatement(ADD_LINES)) {
      new Sql().bound(until, from, until, from, until).bind(insert);
      insert.executeUpdate();
    }
  }
}
