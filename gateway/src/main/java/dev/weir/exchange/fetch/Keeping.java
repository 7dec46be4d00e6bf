package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.BillHead;
import dev.weir.exchange.bill.Bills;
import dev.weir.exchange.bill.Imported;
import dev.weir.exchange.bill.Intake;
import dev.weir.exchange.bill.Reading;
import dev.weir.exchange.source.Answers;
import dev.weir.exchange.source.BillFile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Hands one answer in, a file for each day: as a person's file is, and only in the place of what
/// the same source handed in for that day. Days that somebody's file tells of are left alone. Used
/// by one thread.
final class Keeping {
  private final Question<Report.Daily> question;
  private final Settled settled;
  private final Set<LocalDate> idle = new TreeSet<>();
  private final Map<String, Integer> left = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private int imported;
  private int replaced;
  private int unchanged;

  /// A day's file, understood.
  private record Day(BillFile file, Reading reading) {}

  Keeping(Question<Report.Daily> question, Settled settled) {
    this.question = question;
    this.settled = settled;
  }

  /// @param intake blocks
  /// @param before what is in force already
  /// @throws Unfetched if a day cannot be read; then none is kept
  Fetched keep(List<String> pages, Intake intake, List<BillHead> before, Bills.Order order)
      throws Unfetched {
    for (Day day : days(pages)) {
      count(intake.take(day.reading(), day.file().text(), order));
    }
    left.forEach((by, days) -> notes.add("%d days are left to %s".formatted(days, by)));
    idle.forEach(day -> noteGone(day, before, order.who()));
    notes.addAll(settled.told());
    return new Fetched(
        question.source(),
        question.report(),
        question.days(),
        imported,
        replaced,
        unchanged,
        idle,
        Map.of(),
        false,
        notes,
        Optional.empty());
  }

  private List<Day> days(List<String> pages) throws Unfetched {
    try {
      String name = question.source().file(question.report());
      Map<LocalDate, Optional<BillFile>> files =
          Answers.days(name, question.report().form(), pages);
      List<Day> days = new ArrayList<>();
      for (Map.Entry<LocalDate, Optional<BillFile>> each : files.entrySet()) {
        requireAsked(each.getKey());
        if (each.getValue().isEmpty()) {
          idle.add(each.getKey());
        } else if (!settled.has(each.getKey())) {
          BillFile file = each.getValue().get();
          days.add(new Day(file, file.read(Optional.of(question.report().form()))));
        }
      }
      noteMissing(files.keySet());
      return days;
    } catch (IllegalArgumentException wrong) {
      throw new Unfetched("%s: %s".formatted(question, wrong.getMessage()), wrong);
    }
  }

  private void requireAsked(LocalDate day) throws Unfetched {
    if (day.isBefore(question.days().from()) || !day.isBefore(question.days().to())) {
      throw new Unfetched("%s: it tells of %s, which was not asked for".formatted(question, day));
    }
  }

  private void noteMissing(Set<LocalDate> told) {
    List<LocalDate> missing =
        question
            .days()
            .from()
            .datesUntil(question.days().to())
            .filter(day -> !told.contains(day) && !settled.has(day))
            .toList();
    if (!missing.isEmpty()) {
      notes.add("nothing is said of %s".formatted(missing));
    }
  }

  private void count(Imported outcome) {
    switch (outcome) {
      case Imported.Done done when done.bill().replaces().isEmpty() -> imported++;
      case Imported.Done _ -> replaced++;
      case Imported.Already _ -> unchanged++;
      case Imported.Overlapping others -> others.bills().forEach(this::leave);
      case Imported.TooShort longer -> leave(longer.bill());
      case Imported.Settled(String month) -> left.merge(month, 1, Integer::sum);
    }
  }

  private void leave(BillHead bill) {
    left.merge("%s, imported by %s".formatted(bill.id(), bill.who()), 1, Integer::sum);
  }

  /// A day that was told of and is no more: figures settle, they do not go away.
  private void noteGone(LocalDate day, List<BillHead> before, String who) {
    String file = question.source().file(question.report()) + "/" + day;
    before.stream()
        .filter(bill -> bill.isInForce() && bill.file().equals(file) && bill.who().equals(who))
        .forEach(bill ->
            notes.add("nothing is told of %s any more: %s stays".formatted(day, bill.id())));
  }
}
