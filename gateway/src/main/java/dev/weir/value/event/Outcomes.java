package dev.weir.value.event;

import dev.weir.base.store.CopiedRow;
import dev.weir.base.store.Database;
import dev.weir.base.store.Migrations;
import dev.weir.value.evidence.Haircut;
import dev.weir.value.outcome.Appraisal.Appraised;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The outcomes that were told, in `outcomes.duckdb`: a record, not computed from anything. Appends
/// only. Thread-safe; every method blocks.
public final class Outcomes implements AutoCloseable {
  public static final int PAGE_MAX = 1_000;

  private final Database database;
  private final Supplier<Haircut> haircut;
  private final OutcomesByUnit byUnit;

  private Outcomes(Database database, Supplier<Haircut> haircut) {
    this.database = database;
    this.haircut = haircut;
    this.byUnit = new OutcomesByUnit(database);
  }

  /// @param haircut by which what may be claimed is found, the one in force whenever it is asked
  ///   for
  public static Outcomes open(Path file, Database.Settings settings, Supplier<Haircut> haircut) {
    return new Outcomes(
        Database.open(
            file,
            settings,
            Migrations.beside(
                Outcomes.class, "0001-outcomes.sql", "0002-outcome-part.sql", "0003-indexes.sql")),
        haircut);
  }

  /// Who tells, when and why.
  ///
  /// @param correcting whether another content takes the place of the one told before
  public record Order(Instant at, String who, String why, boolean correcting) {
    public Order {
      at = at.truncatedTo(ChronoUnit.MICROS);
    }
  }

  /// Takes all of a batch or nothing.
  ///
  /// @param rehearsal nothing is written, what would become of it is told
  public Taken take(List<Appraised> told, Order order, boolean rehearsal) {
    Set<String> ids = told.stream().map(each -> each.told().id()).collect(Collectors.toSet());
    return database.write(connection -> {
      Telling telling =
          new Telling(
              order,
              OutcomeRows.heads(connection, ids),
              OutcomeRows.last(connection, "SELECT coalesce(max(position), 0) FROM outcome"));
      for (int i = 0; i < told.size(); i++) {
        telling.tell(i, told.get(i));
      }
      Taken taken = telling.taken();
      if (taken instanceof Taken.Done && !rehearsal) {
        OutcomeRows.insert(connection, telling.steps());
        LowOutcomes.note(connection, telling.steps());
      }
      return taken;
    });
  }

  /// Takes outcomes of a use case back; their ids stay known.
  ///
  /// @return those that were taken back; others are not in force
  public List<String> takeBack(String useCase, Set<String> ids, Order order) {
    return database.write(connection -> {
      Telling telling =
          new Telling(
              order,
              OutcomeRows.heads(connection, ids),
              OutcomeRows.last(connection, "SELECT coalesce(max(position), 0) FROM outcome"));
      List<String> done =
          ids.stream().sorted().filter(id -> telling.takeBack(useCase, id)).toList();
      OutcomeRows.insert(connection, telling.steps());
      LowOutcomes.note(connection, telling.steps());
      return done;
    });
  }

  /// What a correction takes the place of.
  ///
  /// @param firstTold when the outcome was told first
  /// @param occurredAt as it was told last
  public record Before(Instant firstTold, Instant occurredAt) {}

  /// Of those of some ids that are known, by id.
  public Map<String, Before> before(Set<String> ids) {
    return database.read(connection -> OutcomeRows.before(connection, ids));
  }

  /// All rows about an id, in their order; none if it is not known.
  public List<OutcomeRow> history(String id) {
    return database.read(connection -> OutcomeRows.history(connection, id));
  }

  /// Which outcomes of a span are meant.
  public enum Only {
    ALL,
    SUCCEEDED,
    /// Successes that name neither call nor session nor ticket.
    UNLINKED
  }

  /// Which outcomes are listed.
  ///
  /// @param links of outcomes by field, as they were told: `call_id`, `session_id`, `ticket`,
  ///   `user`; `(none)` = that name none; those that are not said do not matter
  /// @param known in force before this instant
  public record Query(OutcomeSums.Span span, Map<String, String> links, Only only, Instant known) {
    public Query {
      links = Map.copyOf(links);
    }

    private String link(String name) {
      return links.getOrDefault(name, "");
    }
  }

  /// Outcomes in force behind a position, in the order in which they came.
  public List<OutcomeRow> list(Query query, long after, int limit) {
    String sql =
        """
        SELECT o.* FROM outcome_span o
        WHERE o.at_utc < ? AND o.until_utc >= ? AND o.position > ?
          AND o.position IN (SELECT outcome FROM part WHERE ? IN ('', use_case)
            AND occurred_utc >= ? AND occurred_utc < ?)
          AND ? IN ('', coalesce(nullif(o.call_id, ''), '(none)'))
          AND ? IN ('', coalesce(nullif(o.session_id, ''), '(none)'))
          AND ? IN ('', coalesce(nullif(o.ticket, ''), '(none)'))
          AND ? IN ('', coalesce(nullif(o.user_name, ''), '(none)'))
          AND (o.success OR ? = 'ALL') AND (? <> 'UNLINKED'
            OR (o.call_id = '' AND o.session_id = '' AND o.ticket = ''))
        ORDER BY o.position LIMIT ?
        """;
    return database.read(connection -> {
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setObject(1, OutcomeRows.utc(query.known()));
        select.setObject(2, OutcomeRows.utc(query.known()));
        select.setLong(3, after);
        select.setString(4, query.span().useCase());
        select.setObject(5, OutcomeRows.utc(query.span().from()));
        select.setObject(6, OutcomeRows.utc(query.span().to()));
        select.setString(7, query.link("call_id"));
        select.setString(8, query.link("session_id"));
        select.setString(9, query.link("ticket"));
        select.setString(10, query.link("user"));
        select.setString(11, query.only().name());
        select.setString(12, query.only().name());
        select.setInt(13, Math.min(limit, PAGE_MAX));
        return OutcomeRows.read(select);
      }
    });
  }

  /// What grades of evidence leave of values at present.
  public Haircut haircut() {
    return haircut.get();
  }

  public OutcomeSums sums() {
    return new OutcomeSums(database, haircut);
  }

  public OutcomeValues values() {
    return new OutcomeValues(database);
  }

  /// The same for all, so that they take turns.
  public OutcomesByUnit byUnit() {
    return byUnit;
  }

  public Feedbacks feedback() {
    return new Feedbacks(database);
  }

  /// Some rows of a table behind a position, in their order: for a copy.
  public List<CopiedRow> after(OutcomeTable table, long position) {
    return database.read(connection -> CopiedRow.after(connection, table, position));
  }

  /// Stores copied rows in a new file, in which nothing is yet; rows about outcomes that came after
  /// the copy had begun are left out.
  ///
  /// @return how many
  public long restore(Iterator<CopiedRow> rows) {
    long stored =
        database.write(
            connection -> CopiedRow.insert(connection, List.of(OutcomeTable.values()), rows));
    database.checkpoint();
    return stored;
  }

  @Override
  public void close() {
    database.close();
  }
}
