package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.agreement.Bearer;
import dev.weir.flow.agreement.Consumption;
import dev.weir.flow.agreement.Covered;
import dev.weir.flow.agreement.Days;
import dev.weir.flow.agreement.Due;
import dev.weir.flow.agreement.DueKind;
import dev.weir.flow.agreement.Tokens;
import dev.weir.flow.agreement.Use;
import dev.weir.flow.identity.TagNames;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What the ledger database has of agreements: what was used of what they cover, and their dues.
/// Blocks; safe for any number of threads.
public final class AgreementRows implements Consumption {
  private static final String ORIGIN = "agreement:";
  private static final int ROWS_MAX = 500_000;
  private static final int FREE_MAX = 100;
  private static final String OF_MODEL = "coalesce(nullif(model_served, ''), model) AS of_model, ";

  private static final String BEARER = columns(Bearer.TAGS);
  private static final String OWN = columns(TagNames.OF_PRINCIPAL);

  private final Database database;
  private final UnaryOperator<String> priceName;

  /// @param priceName a provider's name in the price book, which usage records may have
  public AgreementRows(Database database, UnaryOperator<String> priceName) {
    this.database = database;
    this.priceName = priceName;
  }

  private static String columns(List<String> tags) {
    return String.join(", ", tags.stream().map(tag -> TagColumn.of(tag).orElseThrow()).toList());
  }

  /// Who tells of an agreement's dues, as rows have it.
  public static String origin(String agreement) {
    return ORIGIN + agreement;
  }

  /// Whether an origin is an agreement's.
  public static boolean isOrigin(String origin) {
    return origin.startsWith(ORIGIN);
  }

  @Override
  public List<Use> hourly(Covered covered, Days days) {
    // What spilled over was served by nothing that is bought by the hour.
    return uses(covered, days, "hour", " service_tier <> 'spillover' AND ");
  }

  @Override
  public List<Use> daily(Covered covered, Days days) {
    return uses(covered, days, "day", "");
  }

  private List<Use> uses(Covered covered, Days days, String step, String only) {
    Sql sql =
        new Sql()
            .add("SELECT CAST(date_trunc('" + step + "', accepted_at) AS TIMESTAMP) AS at, ")
            .add(OF_MODEL + BEARER)
            .add(
                """
                , quarantined,
                CAST(sum(input_tokens) AS BIGINT) AS input,
                CAST(sum(cache_read_tokens) AS BIGINT) AS cache_read,
                CAST(sum(cache_write_5m_tokens) AS BIGINT) AS cache_write_5m,
                CAST(sum(cache_write_1h_tokens) AS BIGINT) AS cache_write_1h,
                CAST(sum(output_tokens) AS BIGINT) AS output,
                CAST(sum(reasoning_tokens) AS BIGINT) AS reasoning, sum(cost) AS cost
                FROM booked WHERE
                """)
            .add(only);
    addCovered(sql, covered, days);
    sql.add(
        """
         GROUP BY ALL HAVING input <> 0 OR cache_read <> 0 OR cache_write_5m <> 0
          OR cache_write_1h <> 0 OR output <> 0 OR reasoning <> 0 OR sum(cost) <> 0
        ORDER BY ALL LIMIT ?
        """,
        ROWS_MAX + 1);
    return read(sql, covered.provider(), row -> use(row, covered));
  }

  private static Use use(ResultSet row, Covered covered) throws SQLException {
    return new Use(
        Columns.time(row, "at"),
        covered.provider(),
        row.getString("of_model"),
        bearer(row),
        new Tokens(
            row.getLong("input"),
            row.getLong("cache_read"),
            row.getLong("cache_write_5m"),
            row.getLong("cache_write_1h"),
            row.getLong("output"),
            row.getLong("reasoning")),
        Total.usd(row.getBigDecimal("cost")));
  }

  @Override
  public List<Use.Units> units(Covered covered, Set<String> meters, Days days) {
    String marks = String.join(", ", Collections.nCopies(meters.size(), "?"));
    Sql sql =
        new Sql()
            .add("SELECT CAST(date_trunc('day', accepted_at) AS TIMESTAMP) AS at, ")
            .add(OF_MODEL + BEARER)
            .add(
                """
                , quarantined, CAST(sum(quantity) AS BIGINT) AS quantity, sum(amount) AS cost
                FROM booked_line JOIN booked USING (position, call_id, attempt)
                WHERE meter IN (
                """)
            .add(marks + ") AND", meters.toArray());
    addCovered(sql, covered, days);
    sql.add(
        " GROUP BY ALL HAVING quantity <> 0 OR sum(amount) <> 0 ORDER BY ALL LIMIT ?",
        ROWS_MAX + 1);
    return read(
        sql,
        covered.provider(),
        row ->
            new Use.Units(
                Columns.time(row, "at"),
                covered.provider(),
                row.getString("of_model"),
                bearer(row),
                row.getLong("quantity"),
                Total.usd(row.getBigDecimal("cost"))));
  }

  private void addCovered(Sql sql, Covered covered, Days days) {
    sql.add(
        " kind <> 'due' AND (provider = ? OR (origin <> '' AND provider = ?))"
            + " AND accepted_at >= ? AND accepted_at < ?",
        covered.provider(),
        priceName.apply(covered.provider()),
        start(days.from()),
        start(days.to()));
    addModels(sql, covered.models());
  }

  /// As [Covered] has it.
  private static void addModels(Sql sql, List<String> models) {
    if (models.isEmpty()) {
      return;
    }
    sql.add(" AND (FALSE");
    for (String model : models) {
      if (model.endsWith("*")) {
        sql.add(" OR starts_with(of_model, ?)", model.substring(0, model.length() - 1));
      } else {
        sql.add(" OR of_model = ?", model);
      }
    }
    sql.add(")");
  }

  private <T> List<T> read(Sql sql, String provider, Sql.Reading<T> reading) {
    List<T> all = database.read(connection -> sql.list(connection, reading));
    requireFew(all.size(), "what was used of provider '%s'".formatted(provider));
    return all;
  }

  /// The dues that are booked, one for each of its kind, however often the ledger has it.
  public List<Due> booked(Days days) {
    if (days.isEmpty()) {
      return List.of();
    }
    Sql sql =
        new Sql()
            .add("SELECT origin, meter, accepted_at, used_until, provider, model, tags, " + OWN)
            .add(
                """
                , quarantined, CAST(sum(quantity) AS BIGINT) AS quantity, sum(amount) AS amount
                FROM booked_line JOIN booked USING (position, call_id, attempt)
                WHERE kind = 'due' AND accepted_at >= ? AND accepted_at < ?
                GROUP BY ALL HAVING sum(quantity) <> 0 OR sum(amount) <> 0 ORDER BY ALL LIMIT ?
                """,
                start(days.from()),
                start(days.to()),
                ROWS_MAX + 1);
    List<Due> dues = database.read(connection -> sql.list(connection, AgreementRows::due));
    requireFew(dues.size(), "what is due");
    return dues;
  }

  /// A model that answered for nothing.
  public record Free(String provider, String model, long attempts, long tokens) {}

  /// What was used within some days at a price of 0, whoever bears what it does cost.
  public List<Free> free(Days days) {
    LocalDateTime from = start(days.from());
    LocalDateTime to = start(days.to());
    return database.read(connection ->
        new Sql()
            .add("SELECT provider, " + OF_MODEL)
            .add(
                """
                CAST(sum(attempts) AS BIGINT) AS attempts,
                CAST(sum(input_tokens + cache_read_tokens + cache_write_5m_tokens
                  + cache_write_1h_tokens + output_tokens + reasoning_tokens) AS BIGINT) AS tokens
                FROM
                """)
            .add(SpendHours.PLAIN.spend(connection, from, to))
            .add(
                """
                 WHERE provider <> '' AND accepted_at >= ? AND accepted_at < ?
                  AND NOT starts_with(origin, ?)
                GROUP BY ALL HAVING sum(cost) = 0 AND sum(partly_unpriced) = 0 AND tokens > 0
                ORDER BY tokens DESC, provider, of_model LIMIT ?
                """,
                from,
                to,
                ORIGIN,
                FREE_MAX)
            .list(connection, AgreementRows::free));
  }

  private static Free free(ResultSet row) throws SQLException {
    return new Free(
        row.getString("provider"),
        row.getString("of_model"),
        row.getLong("attempts"),
        row.getLong("tokens"));
  }

  /// Seats of what is covered that were told to be in use, at most at once: of each source and
  /// model the most of its usage records.
  public Optional<Long> activeSeats(Covered covered, Days days) {
    Sql sql =
        new Sql()
            .add(
                """
                SELECT CAST(sum(seats) AS BIGINT) AS seats FROM (
                  SELECT max(seats) AS seats FROM (
                    SELECT any_value(origin) AS origin, any_value(of_model) AS model,
                      max(beyond['seats_active']) AS seats
                    FROM (SELECT
                """)
            .add(OF_MODEL + "* FROM booked) WHERE origin <> '' AND");
    addCovered(sql, covered, days);
    sql.add(
        """
         GROUP BY call_id HAVING NOT bool_or(kind = 'voided')) GROUP BY origin, model)
        """);
    return database
        .read(connection ->
            sql.list(connection, row -> Optional.ofNullable(row.getObject("seats", Long.class))))
        .getFirst();
  }

  private static Due due(ResultSet row) throws SQLException {
    Bearer bearer = new Bearer(Columns.tags(row).toMap(), row.getBoolean("quarantined"));
    return due(row, Columns.time(row, "accepted_at"), Columns.time(row, "used_until"), bearer);
  }

  private static Due due(ResultSet row, Instant from, Instant until, Bearer bearer)
      throws SQLException {
    String kind = row.getString("meter");
    return new Due(
        new Due.What(
            row.getString("origin").substring(ORIGIN.length()),
            DueKind.of(kind)
                .orElseThrow(() -> new IllegalStateException("no due is of kind " + kind)),
            from,
            until,
            row.getString("provider"),
            row.getString("model"),
            bearer),
        row.getLong("quantity"),
        Money.usd(row.getBigDecimal("amount")));
  }

  @Override
  public List<Due> bookedDaily(String provider, Days days) {
    Sql sql =
        new Sql()
            .add("SELECT origin, meter, provider, model, " + BEARER)
            .add(
                """
                , quarantined, CAST(date_trunc('day', accepted_at) AS TIMESTAMP) AS at,
                CAST(sum(quantity) AS BIGINT) AS quantity, sum(amount) AS amount
                FROM booked_line JOIN booked USING (position, call_id, attempt)
                WHERE kind = 'due' AND provider = ? AND accepted_at >= ? AND accepted_at < ?
                GROUP BY ALL HAVING sum(quantity) <> 0 OR sum(amount) <> 0 ORDER BY ALL LIMIT ?
                """,
                provider,
                start(days.from()),
                start(days.to()),
                ROWS_MAX + 1);
    return read(
        sql,
        provider,
        row -> {
          Instant at = Columns.time(row, "at");
          return due(row, at, at.plus(1, ChronoUnit.DAYS), bearer(row));
        });
  }

  private static Bearer bearer(ResultSet row) throws SQLException {
    SortedMap<String, String> tags = new TreeMap<>();
    for (String tag : Bearer.TAGS) {
      String value = row.getString(TagColumn.of(tag).orElseThrow());
      if (!value.isEmpty()) {
        tags.put(tag, value);
      }
    }
    return new Bearer(tags, row.getBoolean("quarantined"));
  }

  private static void requireFew(int rows, String what) {
    if (rows > ROWS_MAX) {
      throw new IllegalArgumentException(
          "%s is more than %,d rows: cover less, or fewer days".formatted(what, ROWS_MAX));
    }
  }

  private static LocalDateTime start(LocalDate day) {
    return day.atStartOfDay();
  }
}
