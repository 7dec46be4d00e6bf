package dev.weir.flow.projection;

import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// What calls that have ended add up to: the balance that a new rule is armed with.
public final class EndedSums {
  /// Input plus output, or their bound, of a row of `booked`.
  static final String TOKENS =
      "input_tokens + cache_read_tokens + cache_write_5m_tokens + cache_write_1h_tokens"
          + " + output_tokens + reasoning_tokens + bound_tokens";

  private final Database database;

  /// Which rows count.
  ///
  /// @param scope which calls; with `per`, each value of that tag apart
  /// @param period calls accepted outside of it never count
  /// @param from first acceptance time that counts
  /// @param to first acceptance time that counts no more
  /// @param sliceSeconds width of the slices a rolling window books to, starting at multiples of it
  ///   since the epoch; absent = one slice that starts at `from`
  /// @param before first journal position that counts no more
  public record Question(
      Scope scope,
      Measure measure,
      Period period,
      Instant from,
      Instant to,
      OptionalLong sliceSeconds,
      long before) {
    public Question {
      if (!from.isBefore(to)) {
        throw new IllegalArgumentException("from %s is not before to %s".formatted(from, to));
      }
    }

    /// What a rule counts at an instant, as far as the entries before a position tell it.
    public static Question of(Rule rule, Instant at, long before) {
      OptionalLong slices =
          rule.window() instanceof Window.Rolling rolling
              ? OptionalLong.of(rolling.slice().toSeconds())
              : OptionalLong.empty();
      Instant from = Instant.ofEpochSecond(rule.window().firstSlice(at));
      return new Question(
          rule.scope(), rule.measure(), rule.period(), from, at.plusSeconds(1), slices, before);
    }
  }

  /// A sum in the smallest unit of the measure: picodollars, tokens or calls.
  ///
  /// @param value of the scope's `per` tag, or empty without one
  /// @param slice its start in epoch seconds
  public record Sum(String value, long slice, Total total) {}

  public EndedSums(Database database) {
    this.database = database;
  }

  /// The sums that are not empty, by value and slice. What the loader has not loaded yet is not in
  /// them: catch up to `before` first. Nothing settles of [Measure#CONCURRENT].
  public List<Sum> sums(Question question) {
    if (question.measure() == Measure.CONCURRENT) {
      return List.of();
    }
    return database.read(connection -> sums(connection, question, "booked"));
  }

  /// @param rows a relation with the columns of `booked`
  static List<Sum> sums(Connection connection, Question question, String rows) throws SQLException {
    Sql sql = sql(question, rows);
    try (PreparedStatement select = connection.prepareStatement(sql.text())) {
      sql.bind(select);
      return read(select, question.measure());
    }
  }

  private static Sql sql(Question question, String rows) {
    Sql sql = new Sql().add("SELECT ");
    question.scope().per().ifPresentOrElse(tag -> TagColumn.addTo(sql, tag), () -> sql.add("''"));
    sql.add(" AS tag_value, ");
    if (question.sliceSeconds().isPresent()) {
      long seconds = question.sliceSeconds().getAsLong();
      sql.add("epoch_us(accepted_at) // (? * 1000000) * ?", seconds, seconds);
    } else {
      sql.add("CAST(? AS BIGINT)", question.from().getEpochSecond());
    }
    sql.add(" AS slice, ").add(measured(question.measure()));
    sql.add(
        " AS total FROM "
            + rows
            + " WHERE origin = '' AND accepted_at >= ? AND accepted_at < ? AND position < ?",
        time(question.from()),
        time(question.to()),
        question.before());
    question.period().from().ifPresent(first -> sql.add(" AND accepted_at >= ?", time(first)));
    question.period().until().ifPresent(end -> sql.add(" AND accepted_at < ?", time(end)));
    question.scope().where().forEach(condition -> TagColumn.addTo(sql.add(" AND "), condition));
    question
        .scope()
        .per()
        .ifPresent(tag -> TagColumn.addTo(sql.add(" AND "), Condition.present(tag)));
    // Without a column to group by there is one row even of nothing.
    return sql.add(" GROUP BY ALL HAVING count(*) > 0 ORDER BY tag_value, slice");
  }

  private static String measured(Measure measure) {
    return switch (measure) {
      case MONEY -> "sum(cost)";
      case TOKENS -> "sum(" + TOKENS + ")";
      // An admitted call stays a request, however it ended; a correction is none.
      case REQUESTS -> "sum(counts)";
      case CONCURRENT -> throw new IllegalArgumentException("calls under way never settle");
    };
  }

  private static LocalDateTime time(Instant instant) {
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static List<Sum> read(PreparedStatement select, Measure measure) throws SQLException {
    List<Sum> sums = new ArrayList<>();
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Total total =
            measure == Measure.MONEY
                ? Total.usd(rows.getBigDecimal("total"))
                : Total.of(rows.getLong("total"));
        sums.add(new Sum(rows.getString("tag_value"), rows.getLong("slice"), total));
      }
    }
    return sums;
  }
}
