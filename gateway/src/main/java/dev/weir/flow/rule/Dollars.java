package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the amounts of a book's rules are worth in dollars. An amount has one worth for a window,
/// at the rate of the window's first day, so that no later rate moves a limit that is being used.
/// Thread-safe; asking again within a window makes nothing anew.
final class Dollars {
  private final Rates rates;
  private final List<Foreign> foreign;

  /// By the rule's id; of amounts in dollars there are none.
  private final Map<String, Map<Amount, Worth>> worths = new HashMap<>();

  /// @throws IllegalArgumentException when an amount cannot be put in dollars in every window
  Dollars(Rates rates, List<Foreign> foreign) {
    this.rates = rates;
    this.foreign = foreign;
    for (Foreign each : foreign) {
      requireWorth(each);
      worths
          .computeIfAbsent(each.rule().id(), _ -> new HashMap<>())
          .computeIfAbsent(each.amount(), _ -> new Worth(each));
    }
  }

  private void requireWorth(Foreign each) {
    Amount amount = each.amount();
    try {
      amount.inDollars(
          rates
              .highest(amount.currency())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "%s: the price book has no exchange rate of %s, which %s needs: 'rates' of a catalogue, then 'weir prices import'"
                          .formatted(each.what(), amount.currency(), amount))));
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          "%s: %s in dollars: %s".formatted(each.what(), amount, tooLarge.getMessage()), tooLarge);
    }
  }

  /// Requires of the windows at `at`, and so of all later ones, that their rates had begun: a first
  /// rate may stand in for one before it only where nobody counts any more.
  ///
  /// @throws IllegalArgumentException naming the rule, the amount and the day
  void requireBegun(Instant at) {
    for (Foreign each : foreign) {
      if (!each.isOver(at)) {
        requireBegun(each, each.firstDay(at));
      }
    }
  }

  private void requireBegun(Foreign each, LocalDate day) {
    Rule rule = each.rule();
    LocalDate begun = rates.on(each.amount().currency(), day).orElseThrow().from();
    if (begun.isAfter(day)) {
      throw new IllegalArgumentException(
          "rule '%s': %s in window '%s' needs an exchange rate of %s or before, and the price book's first is of %s"
              .formatted(rule.id(), each.amount(), rule.window().text(), day, begun));
    }
  }

  /// Of an amount of the book, in the window that `at` falls into.
  Total of(Rule rule, Amount amount, Instant at) {
    return amount.isInDollars() ? amount.quantity() : worth(rule, amount).at(at);
  }

  /// The rate at which an amount in another currency is worth that.
  Rates.Dated rate(Rule rule, Amount amount, Instant at) {
    return worth(rule, amount).rate(rule.window().firstSlice(at));
  }

  private Worth worth(Rule rule, Amount amount) {
    @Nullable Worth worth = worths.getOrDefault(rule.id(), Map.of()).get(amount);
    if (worth == null) {
      throw new IllegalArgumentException(
          "rule '%s' has no amount of %s".formatted(rule.id(), amount));
    }
    return worth;
  }

  /// One amount of a rule.
  private final class Worth {
    private final Foreign foreign;

    /// The window last asked for. Any thread may replace it with another right answer.
    private volatile Known last = new Known(Long.MIN_VALUE, Total.ZERO);

    private record Known(long firstSlice, Total dollars) {}

    private Worth(Foreign foreign) {
      this.foreign = foreign;
    }

    private Total at(Instant at) {
      long first = foreign.rule().window().firstSlice(at);
      Known known = last;
      if (known.firstSlice != first) {
        known = new Known(first, foreign.amount().inDollars(rate(first).usd()));
        last = known;
      }
      return known.dollars;
    }

    private Rates.Dated rate(long firstSlice) {
      return rates.on(foreign.amount().currency(), foreign.firstDay(firstSlice)).orElseThrow();
    }
  }
}
