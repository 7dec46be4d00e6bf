package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the amounts of a book's rules are worth in dollars. An amount has one worth for a window,
/// at the rate of the window's first day, so that no later rate moves a limit that is being used.
/// Thread-safe; asking again within a window makes nothing anew.
final class Dollars {
  private final Rates rates;

  /// By the rule's id; of amounts in dollars there are none.
  private final Map<String, Map<Amount, Worth>> worths = new HashMap<>();

  Dollars(Rates rates) {
    this.rates = rates;
  }

  /// Takes an amount in; `what` is the rule in messages.
  ///
  /// @throws IllegalArgumentException when it cannot be put in dollars in every window
  void add(String what, Rule rule, Amount amount) {
    if (amount.isInDollars()) {
      return;
    }
    if (rule.window() instanceof Window.Total && rule.period().from().isEmpty()) {
      throw new IllegalArgumentException(
          "%s: window 'total' has no first day, so %s needs 'from', whose day's rate holds"
              .formatted(what, amount));
    }
    try {
      amount.inDollars(
          rates
              .highest(amount.currency())
              .orElseThrow(() ->
                  new IllegalArgumentException(
                      "%s: the price book has no exchange rate of %s, which %s needs: 'rates' of a catalogue, then 'weir prices import'"
                          .formatted(what, amount.currency(), amount))));
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          "%s: %s in dollars: %s".formatted(what, amount, tooLarge.getMessage()), tooLarge);
    }
    worths
        .computeIfAbsent(rule.id(), _ -> new HashMap<>())
        .computeIfAbsent(amount, _ -> new Worth(amount, rule));
  }

  /// Requires of the windows at `at`, and so of all later ones, that their rates had begun: a first
  /// rate may stand in for one before it only where nobody counts any more.
  ///
  /// @throws IllegalArgumentException naming the rule, the amount and the day
  void requireBegun(Instant at) {
    for (Map<Amount, Worth> amounts : worths.values()) {
      amounts.values().forEach(worth -> worth.requireBegun(at));
    }
  }

  /// Of an amount that was taken in, in the window that `at` falls into.
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
    private final Amount amount;
    private final Rule rule;

    /// The window last asked for. Any thread may replace it with another right answer.
    private volatile Known last = new Known(Long.MIN_VALUE, Total.ZERO);

    private record Known(long firstSlice, Total dollars) {}

    private Worth(Amount amount, Rule rule) {
      this.amount = amount;
      this.rule = rule;
    }

    private Total at(Instant at) {
      long first = rule.window().firstSlice(at);
      Known known = last;
      if (known.firstSlice != first) {
        known = new Known(first, amount.inDollars(rate(first).usd()));
        last = known;
      }
      return known.dollars;
    }

    private Rates.Dated rate(long firstSlice) {
      return rates.on(amount.currency(), firstDay(firstSlice)).orElseThrow();
    }

    private void requireBegun(Instant at) {
      if (rule.period().until().filter(until -> !until.isAfter(at)).isPresent()) {
        return;
      }
      Instant counted = rule.period().from().filter(from -> from.isAfter(at)).orElse(at);
      LocalDate day = firstDay(rule.window().firstSlice(counted));
      LocalDate begun = rates.on(amount.currency(), day).orElseThrow().from();
      if (begun.isAfter(day)) {
        throw new IllegalArgumentException(
            "rule '%s': %s in window '%s' needs an exchange rate of %s or before, and the price book's first is of %s"
                .formatted(rule.id(), amount, rule.window().text(), day, begun));
      }
    }

    private LocalDate firstDay(long firstSlice) {
      return switch (rule.window()) {
        case Window.Calendar calendar -> day(Instant.ofEpochSecond(firstSlice), calendar.zone());
        case Window.Rolling _ -> day(Instant.ofEpochSecond(firstSlice), ZoneOffset.UTC);
        case Window.Total _ -> day(rule.period().from().orElseThrow(), ZoneOffset.UTC);
      };
    }

    private static LocalDate day(Instant at, ZoneId zone) {
      return LocalDate.ofInstant(at, zone);
    }
  }
}
