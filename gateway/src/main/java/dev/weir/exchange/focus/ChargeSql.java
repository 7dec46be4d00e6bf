package dev.weir.exchange.focus;

import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.TagColumn;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/// The statements that add charge lines up.
///
/// What a correction takes back stands under what it was known as before: its provenance, its price
/// book, and what was unpriced of it. What got other tags stands under these as if it had always
/// had them; where its month was closed by then, it is taken back from the others and put there
/// afterwards.
///
/// @param until position behind the last entry that counts: whatever is booked meanwhile, all
///   pieces are of the same ledger
record ChargeSql(FocusQuery query, long until) {
  private static final String BILLED =
      """
      CASE WHEN after_closing
        THEN greatest(booked_at, date_trunc('month', accepted_at) + INTERVAL 1 MONTH)
        ELSE accepted_at END
      """;

  private static final String BEFORE =
      """
      , corrected AS (SELECT DISTINCT call_id, attempt FROM dated
        WHERE kind IN ('correction', 'voided', 'rerated')),
      before AS (
        SELECT position, call_id, attempt, lag(provenance) OVER earlier AS provenance,
          lag(price_book) OVER earlier AS price_book, lag(unpriced) OVER earlier AS unpriced
        FROM dated SEMI JOIN corrected USING (call_id, attempt)
        WINDOW earlier AS (PARTITION BY call_id, attempt ORDER BY position)),
      tagged AS (
        SELECT * FROM dated WHERE kind = 'retagged_to' AND NOT after_closing
        QUALIFY row_number() OVER (PARTITION BY call_id, attempt ORDER BY position DESC) = 1)
      """;

  private static final String LINES =
      """
      , taken AS (
        SELECT a.* REPLACE (%s),
          l.meter, l.quantity, l.unit_price, l.amount,
          coalesce(l.list_unit_price, l.unit_price) AS list_unit_price,
          CASE WHEN a.kind IN ('correction', 'voided', 'rerated') AND (l.quantity < 0 OR l.amount < 0)
            THEN b.position END
            AS taken_back,
          b.provenance AS provenance_before, b.price_book AS price_book_before,
          b.unpriced AS unpriced_before
        FROM booked_line l JOIN dated a USING (position, call_id, attempt)
        LEFT JOIN before b USING (position, call_id, attempt)
        LEFT JOIN tagged t
          ON t.call_id = a.call_id AND t.attempt = a.attempt AND NOT a.after_closing
        WHERE (a.after_closing OR a.kind NOT IN ('retagged_from', 'retagged_to'))
          AND l.position BETWEEN ? AND ?)
      """
          .formatted(
              TagColumn.ALL.stream()
                  .map(column -> "coalesce(t.%1$s, a.%1$s) AS %1$s".formatted(column))
                  .collect(Collectors.joining(", ")));

  private static final String GROUPS =
      """
      CAST(date_trunc('month', billed_at)
        AS TIMESTAMP) AS billed,
      after_closing, provider, slot, model, model_served,
      CASE WHEN meter = 'bound' THEN ''
        WHEN service_tier IN ('', 'default', 'standard') THEN 'standard'
        WHEN service_tier = 'fast' THEN 'priority' ELSE service_tier END AS tier,
      region, meter, unit_price, list_unit_price,
      CASE WHEN taken_back IS NULL THEN provenance ELSE provenance_before END AS known_as,
      CASE WHEN taken_back IS NULL THEN price_book ELSE price_book_before END AS book,
      array_to_string(list_sort(
        CASE WHEN taken_back IS NULL THEN unpriced ELSE unpriced_before END), ' ') AS unpriced_of,
      CASE WHEN kind IN ('correction', 'rerated', 'retagged_from', 'retagged_to')
        THEN source ELSE '' END AS correction, use_case,
      CASE WHEN kind = 'due' THEN origin ELSE '' END AS agreement,
      """;

  private static final String SUMS =
      """
      CAST(sum(quantity) AS DECIMAL(38, 0)) AS quantities, sum(amount) AS amounts
      FROM taken WHERE
      """;

  /// The hours or days that have charges, and how many rows of the ledger database each.
  Sql pieces() {
    Sql sql = new Sql().add("WITH dated AS (SELECT position, kind, accepted_at, booked_at, ");
    addAfterClosing(sql);
    sql.add(" AS after_closing FROM booked WHERE position < ?)", until)
        .add(" SELECT CAST(date_trunc('" + query.granularity() + "', accepted_at) AS TIMESTAMP)")
        .add(
            """
             AS start, min(position) AS first, max(position) AS last, count(*) AS counted,
            count(*) FILTER (kind = 'due') AS dues FROM dated WHERE
            """)
        .add(BILLED + ">= ?", utc(query.from()))
        .add(" AND " + BILLED + "< ?", utc(query.to()));
    return sql.add(" GROUP BY start ORDER BY start");
  }

  /// A piece's charges in order, or those that agreements made.
  Sql charges(Piece piece, boolean duesOnly) {
    Sql sql = new Sql().add("WITH dated AS (SELECT *, ");
    addAfterClosing(sql);
    sql.add(" AS after_closing, " + BILLED + " AS billed_at FROM booked")
        .add(" WHERE accepted_at >= ? AND accepted_at < ?", piece.from(), piece.to())
        .add(" AND position < ?)", until)
        .add(BEFORE)
        .add(LINES, piece.lines().first(), piece.lines().last())
        .add("SELECT CAST(date_trunc('" + query.granularity() + "', accepted_at) AS TIMESTAMP)")
        .add(" AS start, ")
        .add(GROUPS);
    for (int i = 0; i < query.tags().size(); i++) {
      TagColumn.addTo(sql, query.tags().get(i));
      sql.add(" AS t" + i + ", ");
    }
    sql.add(SUMS)
        .add(duesOnly ? "kind = 'due' AND " : "")
        .add("billed_at >= ?", utc(query.from()))
        .add(" AND billed_at < ?", utc(query.to()));
    return sql.add(" GROUP BY ALL HAVING sum(quantity) <> 0 OR sum(amount) <> 0 ORDER BY ALL");
  }

  private void addAfterClosing(Sql sql) {
    sql.add("(FALSE");
    query
        .closed()
        .from()
        .forEach((month, position) ->
            sql.add(
                " OR (accepted_at >= ? AND accepted_at < ? AND position >= ?)",
                month.atDay(1).atStartOfDay(),
                month.plusMonths(1).atDay(1).atStartOfDay(),
                position));
    sql.add(")");
  }

  static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
