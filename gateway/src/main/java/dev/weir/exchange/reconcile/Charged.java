package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.Category;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The lines of bills, sorted by what can be done with them.
///
/// @param usage what the ledger is compared with
/// @param beside charges for no usage
record Charged(
    List<BillLine> usage, List<Beside> beside, List<Uncompared> uncompared, List<String> notes) {
  private static final String CURRENCY = "USD";

  static Charged of(Question question, List<BillLine> lines) {
    Set<String> products = products(lines);
    List<BillLine> usage = new ArrayList<>();
    List<BillLine> beside = new ArrayList<>();
    List<BillLine> foreign = new ArrayList<>();
    List<BillLine> others = new ArrayList<>();
    for (BillLine line : lines) {
      if (!products.contains(line.what().product()) && !line.what().product().isEmpty()) {
        others.add(line);
      } else if (!currency(line).equals(CURRENCY)) {
        foreign.add(line);
      } else {
        (line.category() == Category.USAGE ? usage : beside).add(line);
      }
    }
    return new Charged(
        usage, beside(question, beside), foreign(question, foreign), notes(question, others));
  }

  private static String currency(BillLine line) {
    return line.cost().map(Cost::currency).orElse(CURRENCY);
  }

  /// Those of which some line names a model; all if none does.
  private static Set<String> products(List<BillLine> lines) {
    Set<String> named =
        lines.stream()
            .filter(line -> !line.what().model().isEmpty())
            .map(line -> line.what().product())
            .collect(Collectors.toCollection(TreeSet::new));
    return named.isEmpty()
        ? lines.stream().map(line -> line.what().product()).collect(Collectors.toSet())
        : named;
  }

  private static List<Beside> beside(Question question, List<BillLine> lines) {
    List<Beside> beside = new ArrayList<>();
    BigDecimal credits = BigDecimal.ZERO;
    for (BillLine line : lines) {
      LocalDate day = Pairing.day(line);
      BigDecimal due = line.cost().map(Cost::due).orElse(BigDecimal.ZERO);
      if (!question.days().has(day)) {
        continue;
      }
      if (line.category() == Category.CREDIT && question.credit().isPresent()) {
        credits = credits.add(due);
        continue;
      }
      beside.add(
          new Beside(
              cause(line.category()),
              day,
              line.what().model(),
              line.what().meter(),
              BigDecimal.ZERO,
              due));
    }
    Optional<BigDecimal> agreed = question.credit().map(BigDecimal::negate);
    if (agreed.isPresent()) {
      beside.add(new Beside(Cause.CREDIT, question.days().from(), "", "", agreed.get(), credits));
    }
    return beside;
  }

  private static Cause cause(Category category) {
    return switch (category) {
      case CREDIT -> Cause.CREDIT;
      case DISCOUNT -> Cause.DISCOUNT;
      case TAX -> Cause.TAX;
      case PURCHASE -> Cause.PURCHASE;
      case ADJUSTMENT -> Cause.LATE_CORRECTION;
      case USAGE -> throw new IllegalArgumentException("usage is no charge beside usage");
    };
  }

  private static List<Uncompared> foreign(Question question, List<BillLine> lines) {
    Map<String, List<BillLine>> byCurrency = new TreeMap<>();
    lines.stream()
        .filter(line -> question.days().has(Pairing.day(line)))
        .forEach(
            line -> byCurrency.computeIfAbsent(currency(line), _ -> new ArrayList<>()).add(line));
    List<Uncompared> uncompared = new ArrayList<>();
    byCurrency.forEach((currency, each) ->
        uncompared.add(
            new Uncompared(
                "the ledger is in %s, nothing is converted".formatted(CURRENCY),
                currency,
                each.size(),
                sum(each))));
    return uncompared;
  }

  private static List<String> notes(Question question, List<BillLine> lines) {
    List<BillLine> inside =
        lines.stream().filter(line -> question.days().has(Pairing.day(line))).toList();
    if (inside.isEmpty()) {
      return List.of();
    }
    Set<String> products =
        inside.stream()
            .map(line -> line.what().product())
            .collect(Collectors.toCollection(TreeSet::new));
    return List.of(
        "%d charges of other products, %s in all, are not compared: %s"
            .formatted(inside.size(), sum(inside).toPlainString(), String.join(", ", products)));
  }

  private static BigDecimal sum(List<BillLine> lines) {
    return lines.stream()
        .flatMap(line -> line.cost().stream())
        .map(Cost::due)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
