package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.Kind;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Compares the ledger with what providers say was used and what they bill.
///
/// The ledger is added up as finely as the other book tells things, so a bill without keys and a
/// usage with keys give rows of their own. Days are compared that the other book covers; the day
/// before and the day after take part in the search for shifts and in nothing else.
public final class Reconcile {
  private final Question question;
  private final Keys keys;
  private final Names names;
  private final List<String> notes = new ArrayList<>();

  private Reconcile(Question question) {
    this.question = question;
    this.keys = Keys.of(question);
    this.names =
        new Names(
            question.ledger().stream().map(LedgerSum::model).collect(Collectors.toSet()),
            question.model());
  }

  public static Reconciliation of(Question question) {
    return new Reconcile(question).compare();
  }

  private Reconciliation compare() {
    Charged charged = Charged.of(question, lines(Kind.BILL));
    List<Gap> usage = gaps(Book.USAGE, Kind.USAGE, lines(Kind.USAGE));
    List<Gap> bill = gaps(Book.BILL, Kind.BILL, charged.usage());
    new Amounts(keys, usage).explain(bill);
    new Quantities(keys, bill).explain(usage);
    keys.note(question.statements()).ifPresent(notes::add);
    notes.addAll(charged.notes());
    return new Reconciliation(
        question.days(),
        rows(usage, bill),
        charged.beside(),
        charged.uncompared(),
        isComplete(),
        notes);
  }

  private List<BillLine> lines(Kind kind) {
    return question.statements().stream()
        .filter(statement -> statement.kind() == kind)
        .flatMap(statement -> statement.lines().stream())
        .toList();
  }

  private List<Gap> gaps(Book book, Kind kind, List<BillLine> lines) {
    boolean daily = Grain.of(lines).days();
    Set<LocalDate> covered =
        covered(kind, daily ? question.days().withNeighbours() : question.days());
    noteMissing(kind, covered);
    return new Pairing(question, keys, names, covered)
        .gaps(book, lines.stream().filter(line -> covered.contains(Pairing.day(line))).toList());
  }

  private boolean isComplete() {
    Set<LocalDate> billed = covered(Kind.BILL, question.days());
    Set<LocalDate> by = billed.isEmpty() ? covered(Kind.USAGE, question.days()) : billed;
    return question.days().from().datesUntil(question.days().to()).allMatch(by::contains);
  }

  private Set<LocalDate> covered(Kind kind, Days days) {
    Set<LocalDate> covered = new LinkedHashSet<>();
    for (Statement statement : question.statements()) {
      if (statement.kind() == kind) {
        statement
            .period()
            .from()
            .datesUntil(statement.period().to())
            .filter(days::has)
            .forEach(covered::add);
      }
    }
    return covered;
  }

  private void noteMissing(Kind kind, Set<LocalDate> covered) {
    List<LocalDate> missing =
        question
            .days()
            .from()
            .datesUntil(question.days().to())
            .filter(day -> !covered.contains(day))
            .toList();
    if (!missing.isEmpty()) {
      notes.add(
          "no %s is imported for %d days, from %s to %s: they are not compared with it"
              .formatted(
                  kind == Kind.USAGE ? "provider usage" : "bill",
                  missing.size(),
                  missing.getFirst(),
                  missing.getLast()));
    }
  }

  /// A row for each place; where both books tell of the same place, one for both.
  private List<Row> rows(List<Gap> usage, List<Gap> bill) {
    Map<Place, Gap> billed = new TreeMap<>();
    inside(bill).forEach(gap -> billed.put(gap.place, gap));
    Map<Place, List<Row>> rows = new TreeMap<>();
    for (Gap gap : inside(usage)) {
      Gap other = billed.get(gap.place);
      if (other != null && Rows.isSame(gap, other)) {
        billed.remove(gap.place);
        add(rows, Rows.of(gap, other));
      } else {
        add(rows, Rows.of(gap));
      }
    }
    billed.values().forEach(gap -> add(rows, Rows.of(gap)));
    return rows.values().stream().flatMap(List::stream).toList();
  }

  private static void add(Map<Place, List<Row>> rows, Row row) {
    rows.computeIfAbsent(row.place(), _ -> new ArrayList<>()).add(row);
  }

  private List<Gap> inside(List<Gap> gaps) {
    return gaps.stream().filter(gap -> question.days().has(gap.place.day())).toList();
  }
}
