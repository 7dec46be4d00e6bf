package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.base.store.Database;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks up the alerts that the journal tells of. Blocks; safe for any number of threads.
public final class RaisedAlerts {
  /// Most alerts of one answer.
  public static final int MAX = 1_000;

  private static final String AFTER = "position >= ? ORDER BY position LIMIT ?";
  private static final String BEFORE = "position < ? ORDER BY position DESC LIMIT ?";

  private final Database database;

  /// An alert.
  public sealed interface Raised {
    /// Of its entry in the journal.
    long position();

    Instant at();
  }

  /// Settled spend reached a share of a budget.
  ///
  /// @param budget as it was in force then; empty if that rule book is not in the journal any more
  public record Threshold(long position, Entry.Alerted entry, Optional<Budget> budget)
      implements Raised {
    @Override
    public Instant at() {
      return entry.at();
    }

    /// The budget's id.
    public String rule() {
      return Rule.idOf(entry.balance().rule());
    }
  }

  /// A provider billed more than was reserved.
  ///
  /// @param tags of the call
  public record Overran(long position, Entry.Overrun entry, Tags tags) implements Raised {
    @Override
    public Instant at() {
      return entry.at();
    }
  }

  /// A provider began to answer with another model.
  public record Drifted(long position, Entry.Drifted entry) implements Raised {
    @Override
    public Instant at() {
      return entry.at();
    }
  }

  /// A key was used beside the gateway.
  public record Bypassed(long position, Entry.Bypassed entry) implements Raised {
    @Override
    public Instant at() {
      return entry.at();
    }
  }

  /// Calls show more than was approved of a use case's scope.
  public record ScopeGrew(long position, Entry.ScopeGrew entry) implements Raised {
    @Override
    public Instant at() {
      return entry.at();
    }
  }

  public RaisedAlerts(Database database) {
    this.database = database;
  }

  /// The first `limit` alerts at or after a position of the journal, in its order.
  public List<Raised> from(long position, int limit) {
    return read(AFTER, Comparator.comparingLong(Raised::position), position, limit);
  }

  /// The last `limit` alerts before a position of the journal, newest first.
  public List<Raised> before(long position, int limit) {
    return read(BEFORE, Comparator.comparingLong(Raised::position).reversed(), position, limit);
  }

  private List<Raised> read(String part, Comparator<Raised> order, long position, int limit) {
    if (limit < 1 || limit > MAX) {
      throw new IllegalArgumentException("alerts: 1 to %d, was %d".formatted(MAX, limit));
    }
    return database.read(connection -> {
      // One transaction: whoever has taken an alert is not asked for any before it again.
      connection.setAutoCommit(false);
      List<Raised> all = new ArrayList<>(thresholds(connection, part, position, limit));
      all.addAll(overruns(connection, part, position, limit));
      ServedModels.drifts(connection, part, position, limit).stream()
          .map(drift -> new Drifted(drift.position(), drift.entry()))
          .forEach(all::add);
      all.addAll(Bypasses.told(connection, part, position, limit));
      all.addAll(GrownScopes.told(connection, part, position, limit));
      return all.stream().sorted(order).limit(limit).toList();
    });
  }

  /// The keys of a provider that were told of for a day.
  public Set<String> bypassed(String provider, LocalDate day) {
    return database.read(connection -> Bypasses.keys(connection, provider, day));
  }

  /// The parts of a kind of a use case's scope that were told of.
  public Set<String> grown(String useCase, String kind) {
    return database.read(connection -> GrownScopes.parts(connection, useCase, kind));
  }

  private static List<Raised> thresholds(
      Connection connection, String part, long position, int limit) throws SQLException {
    List<Raised> raised = new ArrayList<>();
    Map<Long, RuleBook> books = new HashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT *, (SELECT max(b.position) FROM book b
              WHERE b.kind = 'rules' AND b.position < a.position) AS book
            FROM alert a WHERE
            """
                + part)) {
      select.setLong(1, position);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          RuleBook book = book(connection, books, row.getLong("book"));
          raised.add(threshold(row, book));
        }
      }
    }
    return raised;
  }

  private static Threshold threshold(ResultSet row, RuleBook book) throws SQLException {
    String counter = row.getString("rule");
    Entry.Alerted entry =
        new Entry.Alerted(
            new BalanceKey(counter, row.getString("tag_value"), row.getLong("slice")),
            Columns.time(row, "alerted_at"),
            row.getInt("threshold_thousandths"),
            picos(row, "settled"),
            picos(row, "limit_amount"));
    return new Threshold(
        row.getLong("position"),
        entry,
        book.byCounter(counter).filter(Budget.class::isInstance).map(Budget.class::cast));
  }

  private static Total picos(ResultSet row, String column) throws SQLException {
    return Total.usd(new BigDecimal(new BigInteger(row.getObject(column).toString()), Money.SCALE));
  }

  private static RuleBook book(Connection connection, Map<Long, RuleBook> known, long position)
      throws SQLException {
    RuleBook book = known.get(position);
    if (book == null) {
      book = book(connection, position);
      known.put(position, book);
    }
    return book;
  }

  private static RuleBook book(Connection connection, long position) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT content FROM book WHERE position = ?")) {
      select.setLong(1, position);
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? RuleBook.parse(row.getString(1)) : RuleBook.EMPTY;
      }
    }
  }

  private static List<Raised> overruns(Connection connection, String part, long position, int limit)
      throws SQLException {
    List<Raised> raised = new ArrayList<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            WITH found AS (SELECT * FROM overrun WHERE %s)
            SELECT o.position AS overrun_at, o.booked_at AS overrun_booked,
              o.reserved AS promised, o.charged AS billed, o.call_id AS of_call,
              o.attempt AS of_attempt, a.*
            FROM found o LEFT JOIN attempt a
              ON a.call_id = o.call_id AND a.attempt = o.attempt AND a.kind <> 'correction'
            """
                .formatted(part))) {
      select.setLong(1, position);
      select.setInt(2, limit);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          raised.add(overrun(row));
        }
      }
    }
    return raised;
  }

  /// An attempt that is not in the database, which correct journals do not have, has no tags.
  private static Overran overrun(ResultSet row) throws SQLException {
    Entry.Overrun entry =
        new Entry.Overrun(
            CallId.parse(row.getString("of_call")),
            row.getInt("of_attempt"),
            Columns.time(row, "overrun_booked"),
            Money.usd(row.getBigDecimal("promised")),
            Money.usd(row.getBigDecimal("billed")));
    boolean known = row.getString("call_id") != null;
    Tags tags = known ? Columns.attempt(row).facts().principal().tags() : Tags.of(Map.of());
    return new Overran(row.getLong("overrun_at"), entry, tags);
  }
}
