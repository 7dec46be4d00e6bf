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

/// Prices anew, a time at once and within the database, what a charge of is only tokens times
/// prices: the same sums as [dev.weir.flow.price.Tariff] makes of it, one by one. They stand in the
/// table `temp.fits`; what does not fit is priced one by one.
///
/// A row fits if nothing but other prices was said of its attempt since it was booked, and it has
/// tokens of text only, each with a price before and now. Its charge stands if its cost is not what
/// the prices before make of them.
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
      "CREATE OR REPLACE TEMP TABLE flat (id INTEGER, provider VARCHAR, model VARCHAR,"
          + " model_served VARCHAR, service_tier VARCHAR, price_book VARCHAR,"
          + " apart_before BOOLEAN, apart BOOLEAN"
          + each(", before_% DECIMAL(18, 12), list_before_% DECIMAL(18, 12)", "")
          + each(", now_% DECIMAL(18, 12), list_% DECIMAL(18, 12)", "")
          + ")";

  private static final String PRICES =
      "INSERT INTO temp.flat VALUES (?, ?, ?, ?, ?, ?, ?, ?"
          + each(", ?, ?", "")
          + each(", ?, ?", "")
          + ")";

  /// What was said of attempts since they were booked.
  private static final String LATER =
      """
      CREATE OR REPLACE TEMP TABLE later AS
      SELECT call_id, attempt, sum(cost) AS cost, arg_max(price_book, position) AS price_book,
        max(position) AS position, bool_and(kind = 'rerated' AND len(unpriced) = 0) AS plain
      FROM booked
      WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
        AND kind NOT IN ('settled', 'recorded')
      GROUP BY call_id, attempt
      """;

  private static final String FITS =
      """
      CREATE OR REPLACE TEMP TABLE fits AS
      SELECT *, CASE WHEN price_book = ? THEN 'same' WHEN was <> before THEN 'kept'
        WHEN differs THEN 'changed' ELSE 'same' END AS outcome
      FROM (
        SELECT a.call_id, a.attempt, a.position AS first_position,
          coalesce(l.position, a.position) AS last_position, a.provider, a.provenance,
          coalesce(nullif(a.model_served, ''), a.model) AS served, f.id AS flat, f.price_book, %s,
          a.cost + coalesce(l.cost, 0) AS was, %s AS before, %s AS now,
          (apart <> apart_before AND reasoning_tokens > 0) OR %s AS differs
        FROM attempt a LEFT JOIN temp.later l ON a.call_id = l.call_id AND a.attempt = l.attempt
          JOIN temp.flat f ON a.provider = f.provider AND a.model = f.model
            AND a.model_served = f.model_served AND a.service_tier = f.service_tier
            AND coalesce(l.price_book, a.price_book) = f.price_book
        WHERE a.accepted_at >= ? AND a.accepted_at < ? AND a.position < ?
          AND a.reserved_at >= ? AND a.reserved_at < ? AND a.kind IN ('settled', 'recorded')
          AND coalesce(l.plain, true) AND len(a.unpriced) = 0 AND cardinality(a.beyond) = 0
          AND a.route NOT IN ('openai.models', 'anthropic.count_tokens') AND a.modules = '' AND %s)
      WHERE now < 9000000
      """
          .formatted(
              each("a.#", ", "),
              each("coalesce(a.# * f.before_%, 0)", " + "),
              each("coalesce(a.# * f.now_%, 0)", " + "),
              each("(# > 0 AND (before_% <> now_% OR list_before_% <> list_%))", " OR "),
              each("(a.# = 0 OR (f.before_% IS NOT NULL AND f.now_% IS NOT NULL))", " AND "));

  private static final String GROUPS =
      """
      SELECT DISTINCT provider, model, model_served, service_tier, price_book FROM booked
      WHERE accepted_at >= ? AND accepted_at < ? AND position < ?
        AND kind IN ('settled', 'recorded', 'rerated')
        AND route NOT IN ('openai.models', 'anthropic.count_tokens')
      """;

  /// The lines of what fits and differs; asks for the position they have.
  static final String LINES =
      """
      INSERT INTO restated_line
      SELECT CAST(? AS BIGINT), line.n, call_id, attempt, line.meter, line.tokens, line.price,
        line.tokens * line.price, line.list
      FROM (SELECT call_id, attempt, unnest([%s]) AS line
        FROM temp.fits JOIN temp.flat ON flat = id WHERE outcome = 'changed')
      WHERE line.tokens > 0
      """
          .formatted(METERS.stream().map(FlatRows::lineOf).collect(Collectors.joining(", ")));

  private final Connection connection;
  private final Repricing repricing;
  private final Rerate rerate;

  FlatRows(Connection connection, Repricing repricing, Rerate rerate) {
    this.connection = connection;
    this.repricing = repricing;
    this.rerate = rerate;
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

  /// Makes `temp.fits` of what was accepted within a time.
  void price(Instant start, Instant end) throws SQLException {
    prices(start, end);
    try (PreparedStatement later = connection.prepareStatement(LATER)) {
      rerate.bind(later, 1, start, end);
      later.execute();
    }
    try (PreparedStatement fits = connection.prepareStatement(FITS)) {
      fits.setString(1, rerate.priceBook());
      rerate.bind(fits, 2, start, end);
      fits.setObject(5, Columns.utc(start));
      fits.setObject(6, Columns.utc(end));
      fits.execute();
    }
  }

  private void prices(Instant start, Instant end) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(FLAT);
    }
    try (PreparedStatement insert = connection.prepareStatement(PRICES)) {
      int id = 0;
      for (Group group : groups(start, end)) {
        Optional<Repricing.Flat> flat = repricing.flat(group.past(rerate::priceName, start), end);
        if (flat.isPresent()) {
          add(insert, ++id, group, flat.get());
        }
      }
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

  private List<Group> groups(Instant start, Instant end) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(GROUPS)) {
      rerate.bind(select, 1, start, end);
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

  private static void add(PreparedStatement insert, int id, Group group, Repricing.Flat flat)
      throws SQLException {
    insert.setInt(1, id);
    int at = 2;
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
}
