package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Puts the ledger beside one other book, both as finely as that book tells things.
///
/// @param covered the days that book tells of
record Pairing(Question question, Keys keys, Names names, Set<LocalDate> covered) {
  private static final String REQUEST = "request";
  private static final BigDecimal HALF_A_CENT = new BigDecimal("0.005");
  private static final BigDecimal LEAST = new BigDecimal("0.000000001");

  /// One gap for each place that either has, on the days that the book covers.
  List<Gap> gaps(Book against, List<BillLine> lines) {
    Grain grain = Grain.of(lines);
    NavigableMap<Place, Tally> ours = ours(grain);
    NavigableMap<Place, Tally> theirs = theirs(grain, lines);
    Folding folding = new Folding(ours.keySet(), theirs.keySet());
    NavigableMap<Place, Tally> left = folded(ours, folding);
    NavigableMap<Place, Tally> right = folded(theirs, folding);
    Set<Place> places = new TreeSet<>(left.keySet());
    places.addAll(right.keySet());
    List<Gap> gaps = new ArrayList<>();
    for (Place place : places) {
      gaps.add(
          new Gap(
              place,
              against,
              left.getOrDefault(place, new Tally()),
              right.getOrDefault(place, new Tally())));
    }
    return gaps;
  }

  /// A book that counts no requests is not compared by them, as long as they cost nothing.
  private NavigableMap<Place, Tally> ours(Grain grain) {
    NavigableMap<Place, Tally> ours = new TreeMap<>();
    for (LedgerSum sum : question.ledger()) {
      boolean passed = sum.meter().equals(REQUEST) && !grain.requests() && sum.cost().signum() == 0;
      if (covered.contains(sum.day()) && !passed) {
        Place fine = new Place(keys.name(sum), sum.model(), sum.meter(), sum.day());
        ours.computeIfAbsent(grain.of(fine, question.days().from()), _ -> new Tally()).add(sum);
      }
    }
    return ours;
  }

  private NavigableMap<Place, Tally> theirs(Grain grain, List<BillLine> lines) {
    BigDecimal slack = slack(lines);
    NavigableMap<Place, Tally> theirs = new TreeMap<>();
    for (BillLine line : lines) {
      Place fine =
          new Place(
              keys.name(line), names.own(line.what().model()), line.what().meter(), day(line));
      Tally tally =
          theirs.computeIfAbsent(grain.of(fine, question.days().from()), _ -> new Tally());
      tally.counted &= line.amount().isPresent();
      tally.slack = tally.slack.add(slack);
      tally.add(
          line.amount().map(Amount::quantity).orElse(BigDecimal.ZERO),
          line.cost().map(Cost::due).orElse(BigDecimal.ZERO),
          line.what().tier());
    }
    return theirs;
  }

  static LocalDate day(BillLine line) {
    return LocalDate.ofInstant(line.span().from(), ZoneOffset.UTC);
  }

  /// Half of the last digit that the bill has anywhere; never more than half a cent.
  private static BigDecimal slack(List<BillLine> lines) {
    int digits =
        lines.stream()
            .flatMap(line -> line.cost().stream())
            .mapToInt(cost -> cost.due().stripTrailingZeros().scale())
            .max()
            .orElse(0);
    BigDecimal half = BigDecimal.valueOf(5, Math.clamp(digits, 2, 17) + 1);
    return half.min(HALF_A_CENT).max(LEAST);
  }

  private static NavigableMap<Place, Tally> folded(
      NavigableMap<Place, Tally> fine, Folding folding) {
    NavigableMap<Place, Tally> folded = new TreeMap<>();
    fine.forEach((place, tally) -> folded.merge(folding.fold(place), tally, Tally::plus));
    return folded;
  }
}
