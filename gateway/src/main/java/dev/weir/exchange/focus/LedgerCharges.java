package dev.weir.exchange.focus;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.TagColumn;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Adds up the charge lines of the ledger database. Blocks; safe for any number of threads.
///
/// What a correction takes back stands under what it was known as before: its provenance, its price
/// book, and what was unpriced of it. What got other tags stands under these as if it had always
/// had them; where its month was closed by then, it is taken back from the others and put there
/// afterwards.
final class LedgerCharges {
  private static final Pattern FREE_TAG = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private static final String BEFORE =
      """
      , corrected AS (SELECT DISTINCT call_id, attempt FROM booked
        WHERE kind IN ('correction', 'voided', 'rerated')),
      before AS (
        SELECT position, call_id, attempt, lag(provenance) OVER earlier AS provenance,
          lag(price_book) OVER earlier AS price_book, lag(unpriced) OVER earlier AS unpriced
        FROM booked SEMI JOIN corrected USING (call_id, attempt)
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
          b.unpriced AS unpriced_before,
          CASE WHEN a.after_closing
            THEN greatest(a.booked_at, date_trunc('month', a.accepted_at) + INTERVAL 1 MONTH)
            ELSE a.accepted_at END AS billed_at
        FROM booked_line l JOIN dated a USING (position, call_id, attempt)
        LEFT JOIN before b USING (position, call_id, attempt)
        LEFT JOIN tagged t
          ON t.call_id = a.call_id AND t.attempt = a.attempt AND NOT a.after_closing
        WHERE a.after_closing OR a.kind NOT IN ('retagged_from', 'retagged_to'))
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

  private final Database database;

  LedgerCharges(Database database) {
    this.database = database;
  }

  /// What was charged, in order of time.
  ///
  /// @throws IllegalArgumentException when that is more than [FocusQuery#ROWS_MAX]
  List<Charged> of(FocusQuery query) {
    Sql sql = sql(query);
    return database.read(connection -> read(connection, sql, query));
  }

  private static Sql sql(FocusQuery query) {
    Sql sql = new Sql().add("WITH dated AS (SELECT *, ");
    addAfterClosing(sql, query.closed());
    sql.add(" AS after_closing FROM booked)")
        .add(BEFORE)
        .add(LINES)
        .add("SELECT CAST(date_trunc('" + query.granularity() + "', accepted_at) AS TIMESTAMP)")
        .add(" AS start, ")
        .add(GROUPS);
    for (int i = 0; i < query.tags().size(); i++) {
      addTag(sql, query.tags().get(i));
      sql.add(" AS t" + i + ", ");
    }
    sql.add(SUMS)
        .add("billed_at >= ?", utc(query.from()))
        .add(" AND billed_at < ?", utc(query.to()));
    // One to see whether there is more.
    return sql.add(" GROUP BY ALL HAVING sum(quantity) <> 0 OR sum(amount) <> 0 ORDER BY ALL")
        .add(" LIMIT ?", FocusQuery.ROWS_MAX + 1);
  }

  private static void addAfterClosing(Sql sql, ClosedPeriods closed) {
    sql.add("(FALSE");
    closed
        .from()
        .forEach((month, position) ->
            sql.add(
                " OR (accepted_at >= ? AND accepted_at < ? AND position >= ?)",
                month.atDay(1).atStartOfDay(),
                month.plusMonths(1).atDay(1).atStartOfDay(),
                position));
    sql.add(")");
  }

  private static void addTag(Sql sql, String tag) {
    Optional<String> column = TagColumn.of(tag);
    if (column.isPresent()) {
      sql.add(column.get());
      return;
    }
    if (!FREE_TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "a tag name is 1 to 64 of letters, digits, '_', '.', '-', was '%s'".formatted(tag));
    }
    sql.add("coalesce(tags[?], '')", tag);
  }

  private static LocalDateTime utc(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static List<Charged> read(Connection connection, Sql sql, FocusQuery query)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(sql.text())) {
      sql.bind(select);
      List<Charged> charges = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          charges.add(charged(rows, query.tags()));
        }
      }
      if (charges.size() > FocusQuery.ROWS_MAX) {
        throw new IllegalArgumentException(
            "an export has at most %d rows; ask for a shorter time, for days instead of hours, or for fewer tags"
                .formatted(FocusQuery.ROWS_MAX));
      }
      return charges;
    }
  }

  private static Charged charged(ResultSet row, List<String> tags) throws SQLException {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < tags.size(); i++) {
      String value = row.getString("t" + i);
      if (!value.isBlank()) {
        values.put(tags.get(i), value);
      }
    }
    return new Charged(
        row.getObject("start", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        YearMonth.from(row.getObject("billed", LocalDateTime.class)),
        row.getBoolean("after_closing"),
        source(row),
        row.getString("meter"),
        prices(row),
        row.getBigDecimal("quantities"),
        row.getBigDecimal("amounts"),
        new Charged.Basis(
            row.getString("known_as"),
            row.getString("book"),
            row.getString("unpriced_of"),
            row.getString("correction"),
            row.getString("use_case"),
            row.getString("agreement")),
        values);
  }

  private static Charged.Source source(ResultSet row) throws SQLException {
    return new Charged.Source(
        row.getString("provider"),
        row.getString("slot"),
        row.getString("model"),
        row.getString("model_served"),
        row.getString("tier"),
        row.getString("region"));
  }

  private static Optional<Charged.Prices> prices(ResultSet row) throws SQLException {
    BigDecimal paid = row.getBigDecimal("unit_price");
    return paid == null
        ? Optional.empty()
        : Optional.of(new Charged.Prices(paid, row.getBigDecimal("list_unit_price")));
  }

  /// What the price book could not price in that time, and how often: attempts by provider, model
  /// and name of what has no price. They have no row, or one that is too cheap.
  List<Unpriced> unpriced(Instant from, Instant to) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT provider, model, what, sum(still) AS attempts FROM (
                SELECT any_value(provider) AS provider, any_value(model) AS model,
                  unnest(arg_max(unpriced, position)) AS what, sum(partly_unpriced) AS still
                FROM booked
                WHERE partly_unpriced <> 0 AND accepted_at >= ? AND accepted_at < ?
                GROUP BY call_id, attempt HAVING sum(partly_unpriced) > 0)
              GROUP BY ALL ORDER BY ALL
              """)) {
        select.setObject(1, utc(from));
        select.setObject(2, utc(to));
        List<Unpriced> all = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            all.add(
                new Unpriced(
                    rows.getString("provider"),
                    rows.getString("model"),
                    rows.getString("what"),
                    rows.getLong("attempts")));
          }
        }
        return all;
      }
    });
  }

  /// @param what a meter, a tier or a price rule, by the name that charges have for it
  record Unpriced(String provider, String model, String what, long attempts) {}

  /// Lines with a price that were loaded before list prices were kept.
  long withoutListPrice(Instant from, Instant to) {
    return database.read(connection -> {
      try (PreparedStatement select =
          connection.prepareStatement(
              """
              SELECT count(*) FROM charge_line l JOIN attempt a ON a.position = l.position
              WHERE l.list_unit_price IS NULL AND l.unit_price IS NOT NULL
                AND a.accepted_at >= ? AND a.accepted_at < ?
              """)) {
        select.setObject(1, utc(from));
        select.setObject(2, utc(to));
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    });
  }
}
