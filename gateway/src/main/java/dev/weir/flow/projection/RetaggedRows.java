package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.flow.identity.TagRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The rows that put spend under other tags: two for each attempt or usage record. The first takes
/// back all that is in force of it, the second puts the same, under the tags it has from there on.
///
/// They are made a page at a time, in the table `temp.retagged` of a connection, as there may be
/// more than the database has memory for; `temp.moved` names all that is found, and `temp.page` has
/// what is in force of a page.
final class RetaggedRows implements AutoCloseable {
  private static final int PAGE_ROWS = 20_000;

  private static final List<String> FIGURES =
      List.of(
          "input_tokens",
          "cache_read_tokens",
          "cache_write_5m_tokens",
          "cache_write_1h_tokens",
          "output_tokens",
          "reasoning_tokens",
          "bound_tokens",
          "requests",
          "cost",
          "cost_counted",
          "cost_estimated",
          "partly_unpriced");

  /// How fast it was is measured once.
  private static final List<String> TIMES =
      List.of(
          "first_byte_micros",
          "first_token_micros",
          "first_completion_micros",
          "frame_gap_p50_micros",
          "frame_gap_p99_micros",
          "total_micros",
          "queue_micros",
          "admit_micros",
          "connect_micros");

  /// What has been taken back, or has got other tags since, is not known by its earlier rows.
  private static final String MOVED =
      """
      CREATE OR REPLACE TEMP TABLE moved AS
      SELECT row_number() OVER (ORDER BY facts_position) AS number, * FROM (
      SELECT b.call_id, b.attempt, b.position AS facts_position, b.accepted_at AS used_at
      FROM booked b LEFT JOIN (
        SELECT call_id, attempt, max(position) AS last_position FROM booked
        WHERE kind IN ('voided', 'retagged_to')
          AND accepted_at >= ? AND accepted_at < ? AND position < ?
        GROUP BY call_id, attempt) l ON l.call_id = b.call_id AND l.attempt = b.attempt
      WHERE b.counts > 0 AND (l.last_position IS NULL OR l.last_position = b.position)
        AND b.accepted_at >= ? AND b.accepted_at < ? AND b.position < ?
      """;

  /// Rows before the one that has the tags in force come to nothing.
  private static final String PAGE =
      """
      CREATE OR REPLACE TEMP TABLE page AS
      SELECT call_id, attempt, any_value(facts_position) AS facts_position, %s,
        arg_max(price_book, position) AS price_book, arg_max(unpriced, position) AS unpriced,
        arg_max(provenance, position) AS provenance,
        arg_max(beyond, position) FILTER (kind <> 'rerated') AS beyond,
        max(position) AS last_position
      FROM booked JOIN (FROM temp.moved WHERE number > ? AND number <= ?)
        USING (call_id, attempt)
      WHERE accepted_at BETWEEN ? AND ? AND position BETWEEN ? AND ?
        AND position >= facts_position
      GROUP BY call_id, attempt
      """
          .formatted(each(FIGURES, "sum(%1$s) AS %1$s"));

  private static final String FACTS =
      """
       FROM (FROM attempt UNION ALL FROM restated) f
      JOIN temp.page p
        ON f.position = p.facts_position AND f.call_id = p.call_id AND f.attempt = p.attempt
      CROSS JOIN (VALUES (-1), (1)) AS side(sign)
      WHERE f.accepted_at BETWEEN ? AND ? AND f.position BETWEEN ? AND ?
      """;

  private final Connection connection;
  private final Retag retag;

  RetaggedRows(Connection connection, Retag retag) {
    this.connection = connection;
    this.retag = retag;
  }

  /// What the rows say of the entry they are of.
  ///
  /// @param position of the entry
  record Stamp(long position, Instant at, String run, String who, String why) {
    /// Of rows that are not booked: they stand before every entry.
    static final Stamp NONE = new Stamp(-2, Instant.EPOCH, "", "", "");
  }

  /// Hears of every page, while its rows are in the table.
  @FunctionalInterface
  interface Sink {
    /// @param first position of all that is in force of it
    /// @param last inclusive
    void take(long first, long last) throws SQLException;
  }

  /// When and where the rows of a page are that have the tags in force; all inclusive.
  private record Extent(LocalDateTime start, LocalDateTime end, long first, long last) {}

  /// Finds what is to have other tags than it has.
  ///
  /// @param most at which it stops
  /// @return how many attempts and usage records these are
  long find(long most) throws SQLException {
    Sql sql = new Sql().add(MOVED);
    for (int each = 0; each < 2; each++) {
      sql.bound(Columns.utc(retag.from()), Columns.utc(retag.until()), retag.before());
    }
    retag.where().forEach(condition -> TagColumn.addTo(sql.add(" AND "), condition));
    String or = " AND (";
    for (Map.Entry<String, String> tag : retag.set().entrySet()) {
      TagColumn.addTo(sql.add(or), tag.getKey());
      sql.add(" <> ?", tag.getValue());
      or = " OR ";
    }
    execute(sql.add(") LIMIT ?)", most));
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM temp.moved")) {
      count.next();
      return count.getLong(1);
    }
  }

  /// Makes the rows of what was found.
  ///
  /// @param found how many attempts and usage records
  void make(long found, Stamp stamp, Sink sink) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (long begun = 0; begun < found; begun += PAGE_ROWS) {
        Extent facts = factsOf(begun);
        execute(
            new Sql()
                .add(PAGE, begun, begun + PAGE_ROWS, facts.start(), facts.end())
                .bound(facts.first(), retag.before() - 1));
        statement.execute("CREATE OR REPLACE TEMP TABLE retagged AS FROM restated LIMIT 0");
        execute(rows(stamp, facts));
        sink.take(facts.first(), lastPosition());
      }
    }
  }

  private Extent factsOf(long begun) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT min(used_at), max(used_at), min(facts_position), max(facts_position)
            FROM temp.moved WHERE number > ? AND number <= ?
            """)) {
      select.setLong(1, begun);
      select.setLong(2, begun + PAGE_ROWS);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return new Extent(
            row.getObject(1, LocalDateTime.class),
            row.getObject(2, LocalDateTime.class),
            row.getLong(3),
            row.getLong(4));
      }
    }
  }

  private long lastPosition() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT max(last_position) FROM temp.page")) {
      row.next();
      return row.getLong(1);
    }
  }

  private Sql rows(Stamp stamp, Extent facts) {
    Sql sql =
        new Sql()
            .add("INSERT INTO temp.retagged SELECT f.* REPLACE (")
            .add("CAST(? AS BIGINT) + greatest(sign, 0) AS position, ", stamp.position())
            .add("CASE WHEN sign > 0 THEN 'retagged_to' ELSE 'retagged_from' END AS kind, ")
            .add("CAST(? AS TIMESTAMP) AS booked_at, ", Columns.utc(stamp.at()))
            .add("CAST(? AS VARCHAR) AS source, ", stamp.run())
            .add("CAST(? AS VARCHAR) AS who, ", stamp.who())
            .add("CAST(? AS VARCHAR) AS why, ", stamp.why())
            .add("p.price_book AS price_book, p.unpriced AS unpriced, ")
            .add("p.provenance AS provenance, p.beyond AS beyond, 0 AS frames, ")
            .add(each(TIMES, "-1 AS %s") + ", ")
            .add(each(FIGURES, "sign * p.%1$s AS %1$s"));
    addTags(sql);
    return sql.add(")").add(FACTS, facts.start(), facts.end(), facts.first(), facts.last());
  }

  private void addTags(Sql sql) {
    Map<String, String> free = new TreeMap<>();
    retag
        .set()
        .forEach((tag, value) -> {
          Optional<String> column = TagColumn.of(tag);
          column.ifPresent(name ->
              sql.add(", CASE WHEN sign > 0 THEN ? ELSE f." + name + " END AS " + name, value));
          if (column.isEmpty()) {
            free.put(tag, value);
          }
        });
    if (retag.endsQuarantine()) {
      sql.add(", f.quarantined AND sign < 0 AS quarantined");
      free.put(TagRegistry.QUARANTINED, "");
    }
    if (!free.isEmpty()) {
      addFreeTags(sql, free);
    }
  }

  private static void addFreeTags(Sql sql, Map<String, String> free) {
    Map<String, String> kept = new TreeMap<>(free);
    kept.values().removeIf(String::isEmpty);
    sql.add(", CASE WHEN sign > 0 THEN map_concat(map_from_entries(")
        .add("[e FOR e IN map_entries(f.tags) IF e.key NOT IN (" + marks(free.size()) + ")])")
        .bound(free.keySet().toArray());
    sql.add(", MAP(CAST([" + marks(kept.size()) + "] AS VARCHAR[])", kept.keySet().toArray())
        .add(", CAST([" + marks(kept.size()) + "] AS VARCHAR[]))", kept.values().toArray())
        .add(") ELSE f.tags END AS tags");
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  private static String each(List<String> columns, String fragment) {
    return columns.stream().map(fragment::formatted).collect(Collectors.joining(", "));
  }

  private void execute(Sql sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
      sql.bind(statement);
      statement.execute();
    }
  }

  /// What the attempts and usage records of the page are charged.
  Total cost() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet sum = statement.executeQuery("SELECT sum(cost) FROM temp.page")) {
      sum.next();
      return Total.usd(sum.getBigDecimal(1));
    }
  }

  @Override
  public void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : List.of("retagged", "page", "moved")) {
        statement.execute("DROP TABLE IF EXISTS temp." + table);
      }
    }
  }
}
