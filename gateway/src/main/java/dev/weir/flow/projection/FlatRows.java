package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.price.FlatPrices;
import dev.weir.flow.price.Repricing;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Prices anew, a page at once and within the database, what a charge of is only tokens times
/// prices: the same sums as [dev.weir.flow.price.Tariff] makes of it, one by one. They stand in the
/// table `temp.fits`; what does not fit is priced one by one.
///
/// A row fits if nothing was said of its attempt since it was booked, it has tokens of text only,
/// each with a price before and now, and its cost is what the prices before make of them.
final class FlatRows {
  /// Dearer ones are priced one by one: products of them have no room in a decimal.
  private static final long UNIT_PICOS_MAX = 1_000_000_000_000_000_000L;

  /// The meters of text and the columns that have their tokens.
  private static final Map<Meter, String> TOKENS =
      Map.of(
          Meter.INPUT, "input_tokens",
          Meter.CACHE_READ, "cache_read_tokens",
          Meter.CACHE_WRITE_5M, "cache_write_5m_tokens",
          Meter.CACHE_WRITE_1H, "cache_write_1h_tokens",
          Meter.OUTPUT, "output_tokens",
          Meter.REASONING, "reasoning_tokens");

  /// In the order of a charge's lines.
  private static final List<Meter> METERS =
      List.of(
          Meter.CACHE_READ,
          Meter.CACHE_WRITE_1H,
          Meter.CACHE_WRITE_5M,
          Meter.INPUT,
          Meter.REASONING,
          Meter.OUTPUT);

  private static final String FLAT =
      "CREATE OR REPLACE TEMP TABLE flat (provider VARCHAR, model VARCHAR, model_served VARCHAR,"
          + " service_tier VARCHAR, price_book VARCHAR, apart_before BOOLEAN, apart BOOLEAN"
          + each(", before_% DECIMAL(18, 12), list_before_% DECIMAL(18, 12)", "")
          + each(", now_% DECIMAL(18, 12), list_% DECIMAL(18, 12)", "")
          + ")";

  private static final String PRICES =
      "INSERT INTO temp.flat VALUES (?, ?, ?, ?, ?, ?, ?"
          + each(", ?, ?", "")
          + each(", ?, ?", "")
          + ")";

  private static final String FITS =
      """
      CREATE OR REPLACE TEMP TABLE fits AS SELECT *,
        (apart <> apart_before AND reasoning_tokens > 0) OR %s AS differs
      FROM (
        SELECT a.call_id, a.attempt, a.position, a.provider, a.provenance, a.cost AS was,
          coalesce(nullif(a.model_served, ''), a.model) AS served,
          f.* EXCLUDE (provider, model, model_served, service_tier, price_book), %s,
          %s AS now
        FROM attempt a JOIN temp.flat f
          ON a.provider = f.provider AND a.model = f.model AND a.model_served = f.model_served
            AND a.service_tier = f.service_tier AND a.price_book = f.price_book
        WHERE a.accepted_at >= ? AND a.accepted_at < ? AND a.position < ?
          AND a.reserved_at >= ? AND a.reserved_at < ?
          AND a.kind IN ('settled', 'recorded') AND len(a.unpriced) = 0
          AND a.route NOT IN ('openai.models', 'anthropic.count_tokens')
          AND cardinality(a.beyond) = 0 AND a.modules = '' AND a.cost = %s AND %s)
      WHERE now < 9000000 AND (call_id, attempt) NOT IN (
        SELECT (call_id, attempt) FROM booked
        WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
          AND kind IN ('correction', 'voided', 'rerated', 'retagged_to'))
      """
          .formatted(
              each("(# > 0 AND (before_% <> now_% OR list_before_% <> list_%))", " OR "),
              each("a.#", ", "),
              each("coalesce(a.# * f.now_%, 0)", " + "),
              each("coalesce(a.# * f.before_%, 0)", " + "),
              each("(a.# = 0 OR (f.before_% IS NOT NULL AND f.now_% IS NOT NULL))", " AND "));

  private static final String GROUPS =
      """
      SELECT DISTINCT provider, model, model_served, service_tier, price_book FROM attempt
      WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
        AND kind IN ('settled', 'recorded')
        AND route NOT IN ('openai.models', 'anthropic.count_tokens')
      """;

  /// The lines of what fits and differs; asks for the position they have.
  static final String LINES =
      """
      INSERT INTO restated_line
      SELECT CAST(? AS BIGINT), line.n, call_id, attempt, line.meter, line.tokens, line.price,
        line.tokens * line.price, line.list
      FROM (SELECT call_id, attempt, unnest([%s]) AS line FROM temp.fits WHERE differs)
      WHERE line.tokens > 0
      """
          .formatted(METERS.stream().map(FlatRows::lineOf).collect(Collectors.joining(", ")));

  private final Connection connection;
  private final Repricing repricing;
  private final UnaryOperator<String> priceName;

  FlatRows(Connection connection, Repricing repricing, UnaryOperator<String> priceName) {
    this.connection = connection;
    this.repricing = repricing;
    this.priceName = priceName;
  }

  /// Where reasoning has no line of its own, its tokens are in output's.
  private static String lineOf(Meter meter) {
    String tokens =
        switch (meter) {
          case OUTPUT -> "output_tokens + CASE WHEN apart THEN 0 ELSE reasoning_tokens END";
          case REASONING -> "CASE WHEN apart THEN reasoning_tokens ELSE 0 END";
          default -> tokens(meter);
        };
    return "{'n': %d, 'meter': '%s', 'tokens': %s, 'price': now_%s, 'list': list_%s}"
        .formatted(METERS.indexOf(meter) + 1, meter.label(), tokens, meter.label(), meter.label());
  }

  /// A fragment for each meter, `%` its name and `#` its column.
  private static String each(String fragment, String between) {
    return METERS.stream()
        .map(meter -> fragment.replace("%", meter.label()).replace("#", tokens(meter)))
        .collect(Collectors.joining(between));
  }

  private static String tokens(Meter meter) {
    String column = TOKENS.get(meter);
    if (column == null) {
      throw new IllegalArgumentException(meter + " has no column");
    }
    return column;
  }

  /// Makes `temp.fits` of what was accepted within a time, as the entries before a position say.
  void price(Instant start, Instant end, long before) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(FLAT);
    }
    try (PreparedStatement insert = connection.prepareStatement(PRICES)) {
      for (Group group : groups(start, end, before)) {
        Optional<Repricing.Flat> flat = repricing.flat(group.past(priceName, start), end);
        if (flat.isPresent()) {
          add(insert, group, flat.get());
        }
      }
    }
    try (PreparedStatement fits = connection.prepareStatement(FITS)) {
      bind(fits, 1, start, end, before);
      fits.setObject(4, Columns.utc(start));
      fits.setObject(5, Columns.utc(end));
      bind(fits, 6, start, end, before);
      fits.execute();
    }
  }

  /// What charges of one model have in common.
  private record Group(
      String provider, String model, String modelServed, String tier, String book) {
    Repricing.Past past(UnaryOperator<String> priceName, Instant at) {
      return new Repricing.Past(
          priceName.apply(provider),
          model,
          modelServed.isEmpty() ? model : modelServed,
          at,
          Usage.of(0, 0, Provenance.REPORTED),
          tier,
          false,
          Money.ZERO,
          List.of(),
          book);
    }
  }

  private List<Group> groups(Instant start, Instant end, long before) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GROUPS)) {
      bind(select, 1, start, end, before);
      List<Group> groups = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          groups.add(
              new Group(
                  row.getString(1),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5)));
        }
      }
      return groups;
    }
  }

  private static void add(PreparedStatement insert, Group group, Repricing.Flat flat)
      throws SQLException {
    int at = 1;
    for (String name :
        List.of(group.provider, group.model, group.modelServed, group.tier, group.book)) {
      insert.setString(at++, name);
    }
    insert.setBoolean(at++, flat.before().reasoningApart());
    insert.setBoolean(at++, flat.now().reasoningApart());
    for (FlatPrices prices : List.of(flat.before(), flat.now())) {
      for (Meter meter : METERS) {
        Optional<FlatPrices.Price> price = price(prices, meter);
        insert.setObject(at++, price.map(it -> it.unit().toBigDecimal()).orElse(null));
        insert.setObject(at++, price.map(it -> it.list().toBigDecimal()).orElse(null));
      }
    }
    insert.executeUpdate();
  }

  private static Optional<FlatPrices.Price> price(FlatPrices prices, Meter meter) {
    boolean asOutput = meter == Meter.REASONING && !prices.reasoningApart();
    return Optional.ofNullable(prices.prices().get(asOutput ? Meter.OUTPUT : meter))
        .filter(price ->
            price.unit().picos() < UNIT_PICOS_MAX && price.list().picos() < UNIT_PICOS_MAX);
  }

  private static void bind(
      PreparedStatement statement, int at, Instant start, Instant end, long before)
      throws SQLException {
    statement.setObject(at, Columns.utc(start));
    statement.setObject(at + 1, Columns.utc(end));
    statement.setLong(at + 2, before);
  }
}
