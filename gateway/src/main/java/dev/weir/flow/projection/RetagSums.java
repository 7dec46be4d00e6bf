package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the rows that put spend under other tags come to, page by page: the cost that moves, from
/// which values, and between which balances.
final class RetagSums implements RetaggedRows.Sink, AutoCloseable {
  /// The rows of a page, with what [EndedSums] asks of `booked` beyond their columns.
  private static final String ROWS =
      """
      (SELECT *, CASE kind WHEN 'retagged_from' THEN -1 ELSE 1 END AS counts FROM temp.retagged)
      """;

  private static final String MOVES =
      """
      SELECT tag, was, CAST(sum(attempts) AS BIGINT) AS attempts, sum(cost) AS cost
      FROM temp.move GROUP BY tag, was
      QUALIFY row_number() OVER (PARTITION BY tag ORDER BY sum(cost) DESC, was) <= ?
      ORDER BY tag, cost DESC, was
      """;

  private final Connection connection;
  private final RetaggedRows rows;
  private final Retag retag;
  private final List<EndedSums.Question> questions;
  private final List<Map<Part, Total>> balances = new ArrayList<>();
  private Total cost = Total.ZERO;

  /// Whose balance, and which slice of its window.
  private record Part(String value, long slice) {}

  RetagSums(
      Connection connection, RetaggedRows rows, Retag retag, List<EndedSums.Question> questions)
      throws SQLException {
    this.connection = connection;
    this.rows = rows;
    this.retag = retag;
    this.questions = questions;
    questions.forEach(_ -> balances.add(new LinkedHashMap<>()));
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE OR REPLACE TEMP TABLE move (
            tag VARCHAR, was VARCHAR, attempts BIGINT, cost DECIMAL(38, 12))
          """);
    }
  }

  @Override
  public void take(long first, long last) throws SQLException {
    cost = cost.plus(rows.cost());
    for (Map.Entry<String, String> tag : retag.set().entrySet()) {
      addMoves(tag.getKey(), tag.getValue());
    }
    for (int i = 0; i < questions.size(); i++) {
      for (EndedSums.Sum sum : EndedSums.sums(connection, questions.get(i), ROWS)) {
        balances.get(i).merge(new Part(sum.value(), sum.slice()), sum.total(), Total::plus);
      }
    }
  }

  private void addMoves(String tag, String value) throws SQLException {
    Sql sql = new Sql().add("INSERT INTO temp.move SELECT ?, ", tag);
    TagColumn.addTo(sql, tag);
    sql.add(" AS was, count(*), -sum(cost) FROM temp.retagged")
        .add(" WHERE kind = 'retagged_from' GROUP BY was HAVING was <> ?", value);
    try (PreparedStatement insert = connection.prepareStatement(sql.text())) {
      sql.bind(insert);
      insert.executeUpdate();
    }
  }

  Total cost() {
    return cost;
  }

  /// What moves from which value, tag by tag, the dearest first.
  ///
  /// @param most of a tag
  List<Retaggings.Move> moves(int most) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(MOVES)) {
      select.setInt(1, most);
      List<Retaggings.Move> moves = new ArrayList<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          String tag = row.getString("tag");
          moves.add(
              new Retaggings.Move(
                  tag,
                  row.getString("was"),
                  retag.set().getOrDefault(tag, ""),
                  row.getLong("attempts"),
                  Total.usd(row.getBigDecimal("cost"))));
        }
      }
      return moves;
    }
  }

  /// In the order of the questions.
  List<List<EndedSums.Sum>> balances() {
    return balances.stream()
        .map(sums ->
            sums.entrySet().stream()
                .map(sum ->
                    new EndedSums.Sum(sum.getKey().value(), sum.getKey().slice(), sum.getValue()))
                .toList())
        .toList();
  }

  @Override
  public void close() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS temp.move");
    }
  }
}
