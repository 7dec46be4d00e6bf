package dev.weir.exchange.bill;

import dev.weir.base.store.CopiedRow;
import dev.weir.base.store.Database;
import dev.weir.base.store.Migrations;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// The imported bills, in `bills.duckdb`: a record, not computed from anything. Appends only.
/// Thread-safe; every method blocks.
public final class Bills implements AutoCloseable {
  static final String ID = "bill_";

  private final Database database;

  private Bills(Database database) {
    this.database = database;
  }

  public static Bills open(Path file, Database.Settings settings) {
    return new Bills(
        Database.open(file, settings, Migrations.beside(Bills.class, "0001-bills.sql")));
  }

  /// Who imports, when and why.
  public record Order(Instant at, String who, String why, Replacing replacing) {}

  /// Which bills are to be out of force from now on because another tells of the same days.
  public enum Replacing {
    NONE,
    /// Those that the same one handed in under the same file's name; others are overlapped.
    OWN,
    ALL
  }

  /// Stores all of a file or nothing.
  ///
  /// @param sha256 of its content
  public Imported add(Reading reading, String sha256, Order order) {
    return database.write(connection -> {
      List<BillHead> all = HeadRows.all(connection);
      Imported decided = decided(all, reading, sha256, order);
      if (decided instanceof Imported.Done(BillHead head)) {
        HeadRows.insert(connection, all.size() + 1, head);
        LineRows.insert(connection, all.size() + 1, reading);
      }
      return decided;
    });
  }

  /// What [#add] would say now; nothing is stored.
  public Imported preview(Reading reading, String sha256, Order order) {
    return decided(database.read(HeadRows::all), reading, sha256, order);
  }

  private static Imported decided(List<BillHead> all, Reading reading, String sha256, Order order) {
    List<BillHead> inForce = all.stream().filter(BillHead::isInForce).toList();
    Optional<BillHead> same =
        inForce.stream().filter(bill -> bill.sha256().equals(sha256)).findFirst();
    if (same.isPresent()) {
      return new Imported.Already(same.get());
    }
    List<BillHead> overlapped =
        inForce.stream()
            .filter(bill -> bill.overlaps(reading) || isOwn(bill, reading, order))
            .toList();
    List<BillHead> kept =
        overlapped.stream().filter(bill -> !isReplaced(bill, reading, order)).toList();
    if (!kept.isEmpty()) {
      return new Imported.Overlapping(kept);
    }
    Optional<BillHead> longer =
        overlapped.stream().filter(bill -> !reading.period().covers(bill.period())).findFirst();
    if (longer.isPresent()) {
      return new Imported.TooShort(longer.get());
    }
    return new Imported.Done(head(all.size() + 1, reading, sha256, order, overlapped));
  }

  private static boolean isReplaced(BillHead bill, Reading reading, Order order) {
    return order.replacing() == Replacing.ALL || isOwn(bill, reading, order);
  }

  /// Also where none of its accounts is told of any more.
  private static boolean isOwn(BillHead bill, Reading reading, Order order) {
    return order.replacing() == Replacing.OWN
        && bill.form() == reading.form()
        && bill.file().equals(reading.file())
        && bill.who().equals(order.who());
  }

  private static BillHead head(
      int position, Reading reading, String sha256, Order order, List<BillHead> replaced) {
    return new BillHead(
        ID + position,
        order.at().truncatedTo(ChronoUnit.MICROS),
        order.who(),
        order.why(),
        reading.file(),
        reading.form(),
        reading.part(),
        sha256,
        List.copyOf(reading.providers()),
        List.copyOf(reading.accounts()),
        reading.period(),
        reading.rows().size(),
        reading.lines().size(),
        reading.totals(),
        reading.notes(),
        replaced.stream().map(BillHead::id).toList(),
        Optional.empty());
  }

  /// All bills, replaced ones too, the latest first.
  public List<BillHead> all() {
    return database.read(HeadRows::all).stream()
        .sorted(Comparator.comparingInt(Bills::position).reversed())
        .toList();
  }

  public Optional<BillHead> find(String id) {
    return all().stream().filter(bill -> bill.id().equals(id)).findFirst();
  }

  /// A bill's lines, in the order of the source.
  public List<BillLine> lines(BillHead bill) {
    return database.read(connection -> LineRows.lines(connection, position(bill)));
  }

  /// A bill's rows, as they were.
  public List<SourceRow> rows(BillHead bill) {
    return database.read(connection -> LineRows.rows(connection, position(bill)));
  }

  private static int position(BillHead bill) {
    return Integer.parseInt(bill.id().substring(ID.length()));
  }

  /// Some rows of a table behind a position, in their order and at least one if there is any: for a
  /// copy, which asks on behind the last one it got.
  public List<CopiedRow> after(BillTable table, long position) {
    return database.read(connection -> CopiedRow.after(connection, table, position));
  }

  /// Stores copied rows in a new file, in which nothing is yet. Rows out of order are an
  /// [IllegalArgumentException].
  ///
  /// @return how many
  public long restore(Iterator<CopiedRow> rows) {
    long stored =
        database.write(
            connection -> CopiedRow.insert(connection, List.of(BillTable.values()), rows));
    database.checkpoint();
    return stored;
  }

  @Override
  public void close() {
    database.close();
  }
}
