package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;

/// How much matching calls may ask for in a window, or at once.
///
/// @param max money where that is what is measured, else a number
public record Limit(
    String id, Scope scope, Measure measure, Window window, Max max, Mode mode, Period period)
    implements Rule {

  public Limit {
    RuleId.require("limit", id);
    if (max.quantity().isNegative()) {
      throw new IllegalArgumentException(
          "limit %s: max is never negative, was %s".formatted(id, max.quantity()));
    }
    if ((measure == Measure.MONEY) != (max instanceof Max.Money)) {
      throw new IllegalArgumentException(
          "limit %s: max is an amount of money for money and for nothing else, was %s for %s"
              .formatted(id, max, measure));
    }
    if (measure == Measure.CONCURRENT && !window.equals(Window.TOTAL)) {
      throw new IllegalArgumentException(
          "limit %s: a limit on concurrent calls has no window, was '%s'"
              .formatted(id, window.text()));
    }
  }

  /// An enforced limit, always in effect; money in picodollars.
  public static Limit of(String id, Scope scope, Measure measure, Window window, long max) {
    Total most = Total.of(max);
    return new Limit(
        id,
        scope,
        measure,
        window,
        measure == Measure.MONEY ? new Max.Money(Amount.usd(most)) : new Max.Count(most),
        Mode.ENFORCE,
        Period.ALWAYS);
  }

  /// The most that is let through.
  public sealed interface Max {
    /// In the unit of the measure; of money, millionths of a millionth of the currency's unit.
    Total quantity();

    /// Tokens, requests or calls at once.
    record Count(Total quantity) implements Max {}

    record Money(Amount amount) implements Max {
      @Override
      public Total quantity() {
        return amount.quantity();
      }
    }
  }

  /// Reads one limit from its JSON object, as it stands in a rule book.
  ///
  /// @throws IllegalArgumentException naming the field and the value seen; an unknown field is an
  ///   error
  public static Limit parse(String json) {
    return RuleReader.limit(RuleReader.tree(json));
  }

  /// Canonical JSON, read by [#parse].
  public String json() {
    return RuleWriter.limit(this).toString();
  }

  public Limit with(Mode changed) {
    return new Limit(id, scope, measure, window, max, changed, period);
  }
}
