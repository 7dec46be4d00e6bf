package dev.weir.exchange.chargeback;

import dev.weir.base.money.LargestRemainder;
import dev.weir.base.money.Total;
import dev.weir.exchange.reconcile.Certainty;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A month's spend, shared out to those who bear it: the rounded amounts of its lines add up to the
/// month's total to the cent. What a payer has to bear does not depend on how its spend is told
/// apart: payers are rounded first, then the lines within each.
///
/// @param lines by payer, then by group
/// @param total of the ledger, exactly
/// @param due the total to the cent
public record Chargeback(YearMonth month, List<Line> lines, BigDecimal total, BigDecimal due) {
  private static final Comparator<Spend> ORDER =
      Comparator.comparing((Spend spend) -> spend.payer().id())
          .thenComparing(spend -> String.join("\u0000", spend.group()));

  /// What is done with a line.
  public enum Treatment {
    /// It is charged: a posting.
    POSTED,
    /// It is only shown.
    INFORMATIONAL,
    /// Nobody has said where it goes.
    NO_ACCOUNT
  }

  /// One payer's spend, or a part of it.
  ///
  /// @param account nothing = nobody has said where it goes
  /// @param due its cost to the cent
  /// @param certainty how sure the cost is
  public record Line(
      Spend spend, Optional<CostAccount> account, BigDecimal due, Certainty certainty) {
    public Treatment treatment() {
      return account
          .map(it ->
              switch (it.mode()) {
                case CHARGEBACK -> Treatment.POSTED;
                case SHOWBACK -> Treatment.INFORMATIONAL;
              })
          .orElse(Treatment.NO_ACCOUNT);
    }
  }

  public Chargeback {
    lines = List.copyOf(lines);
  }

  /// @param spends everything the ledger has of the month, each payer and group once
  /// @param certainty how sure all of it is
  public static Chargeback of(
      YearMonth month, List<Spend> spends, CostAccounts accounts, Certainty certainty) {
    SortedMap<String, List<Spend>> byPayer = new TreeMap<>();
    spends.stream()
        .sorted(ORDER)
        .forEach(spend ->
            byPayer.computeIfAbsent(spend.payer().id(), _ -> new ArrayList<>()).add(spend));
    List<BigDecimal> sums = byPayer.values().stream().map(Chargeback::sum).toList();
    BigDecimal total = sums.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal due = LargestRemainder.cents(total);
    List<BigDecimal> dues = LargestRemainder.cents(sums, due);
    List<Line> lines = new ArrayList<>();
    int payer = 0;
    for (Map.Entry<String, List<Spend>> each : byPayer.entrySet()) {
      lines.addAll(lines(each.getValue(), dues.get(payer++), accounts, certainty));
    }
    return new Chargeback(month, lines, total, due);
  }

  private static List<Line> lines(
      List<Spend> parts, BigDecimal due, CostAccounts accounts, Certainty certainty) {
    List<BigDecimal> dues =
        LargestRemainder.cents(parts.stream().map(part -> part.cost().toUsd()).toList(), due);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Spend part = parts.get(i);
      lines.add(new Line(part, accounts.of(part.payer()), dues.get(i), certainty));
    }
    return lines;
  }

  private static BigDecimal sum(List<Spend> parts) {
    return parts.stream().map(Spend::cost).reduce(Total.ZERO, Total::plus).toUsd();
  }

  /// One payer's part of this, with the same amounts.
  public Chargeback only(Payer payer) {
    List<Line> its = lines.stream().filter(line -> line.spend().payer().equals(payer)).toList();
    return new Chargeback(
        month,
        its,
        sum(its.stream().map(Line::spend).toList()),
        its.stream().map(Line::due).reduce(new BigDecimal("0.00"), BigDecimal::add));
  }

  /// Payers whose spend nobody has said where to book, each once, by id.
  public List<String> withoutAccount() {
    return lines.stream()
        .filter(line -> line.treatment() == Treatment.NO_ACCOUNT)
        .map(line -> line.spend().payer().id())
        .distinct()
        .toList();
  }

  /// What of the total is about closed months before, exactly.
  public BigDecimal restated() {
    return lines.stream()
        .map(line -> line.spend().restated())
        .reduce(Total.ZERO, Total::plus)
        .toUsd();
  }

  /// What is only shown, to the cent.
  public BigDecimal informational() {
    return lines.stream()
        .filter(line -> line.treatment() == Treatment.INFORMATIONAL)
        .map(Line::due)
        .reduce(new BigDecimal("0.00"), BigDecimal::add);
  }
}
