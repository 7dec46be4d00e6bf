package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.Repricing;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// An attempt or usage record as its price sees it, every correction so far included.
///
/// @param provider as configured
/// @param modules as [TableAppender#modules] writes them
/// @param firstPosition of the rows it is known from, as `lastPosition`
/// @param factsPosition of the row that has the tags in force
/// @param plain whether nothing but other prices was said of it since it was booked
record RatedRow(
    String call,
    int attempt,
    String provider,
    Repricing.Past past,
    String modules,
    long firstPosition,
    long lastPosition,
    long factsPosition,
    boolean plain) {

  /// What is in force, of what was used within a time and is not in [FlatRows]' table. Asks for its
  /// beginning, its end and the first position that is not looked at. What was taken back is not in
  /// it, nor what has no usage, nor what nobody bills. What a provider told later may be several
  /// answers.
  static final String SELECT =
      """
      SELECT call_id, attempt, any_value(provider) AS provider, any_value(model) AS model,
        any_value(model_served) AS model_served, any_value(service_tier) AS tier,
        any_value(epoch_us(reserved_at)) AS at, any_value(used_until) IS NOT NULL
          OR bool_or(kind = 'correction' AND source = 'provider') AS several,
        any_value(modules) AS modules, arg_max(price_book, position) AS price_book,
        CAST(sum(input_tokens) AS BIGINT) AS input, CAST(sum(cache_read_tokens) AS BIGINT) AS read,
        CAST(sum(cache_write_5m_tokens) AS BIGINT) AS write_5m,
        CAST(sum(cache_write_1h_tokens) AS BIGINT) AS write_1h,
        CAST(sum(output_tokens) AS BIGINT) AS output,
        CAST(sum(reasoning_tokens) AS BIGINT) AS reasoning, sum(cost) AS cost,
        arg_max(beyond, position) FILTER (kind <> 'rerated') AS beyond,
        arg_max(unpriced, position) AS unpriced,
        arg_max(provenance, position) FILTER (kind <> 'rerated') AS provenance,
        min(position) AS first_position, max(position) AS last_position,
        max(position) FILTER (counts > 0) AS facts_position,
        bool_and(kind IN ('settled', 'recorded', 'rerated')) AS plain
      FROM booked ANTI JOIN temp.fits USING (call_id, attempt)
      WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
        AND route NOT IN ('openai.models', 'anthropic.count_tokens')
      GROUP BY call_id, attempt
      HAVING sum(bound_tokens) = 0 AND NOT bool_or(kind = 'voided')
        AND bool_or(kind IN ('settled', 'recorded', 'correction'))
      ORDER BY price_book
      """;

  /// @param priceName a provider's name in the price book, by its configured name
  static RatedRow of(ResultSet row, UnaryOperator<String> priceName) throws SQLException {
    String provider = row.getString("provider");
    String model = row.getString("model");
    String served = row.getString("model_served");
    return new RatedRow(
        row.getString("call_id"),
        row.getInt("attempt"),
        provider,
        new Repricing.Past(
            priceName.apply(provider),
            model,
            served.isEmpty() ? model : served,
            instant(row.getLong("at")),
            usage(row),
            row.getString("tier"),
            row.getBoolean("several"),
            Money.usd(row.getBigDecimal("cost")),
            Columns.texts(row, "unpriced"),
            row.getString("price_book")),
        row.getString("modules"),
        row.getLong("first_position"),
        row.getLong("last_position"),
        row.getLong("facts_position"),
        row.getBoolean("plain"));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
  }

  private static Usage usage(ResultSet row) throws SQLException {
    long read = row.getLong("read");
    long write5m = row.getLong("write_5m");
    long write1h = row.getLong("write_1h");
    long reasoning = row.getLong("reasoning");
    return new Usage(
        row.getLong("input") + read + write5m + write1h,
        read,
        write5m,
        write1h,
        row.getLong("output") + reasoning,
        reasoning,
        beyond(row),
        Provenance.valueOf(row.getString("provenance").toUpperCase(Locale.ROOT)));
  }

  private static Map<String, Long> beyond(ResultSet row) throws SQLException {
    Map<?, ?> quantities = (Map<?, ?>) row.getObject("beyond");
    return quantities.isEmpty()
        ? Map.of()
        : quantities.entrySet().stream()
            .collect(
                Collectors.toMap(
                    each -> each.getKey().toString(),
                    each -> ((Number) each.getValue()).longValue()));
  }
}
