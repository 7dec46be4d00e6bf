package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;

/// How much matching calls may ask for in a window, or at once.
///
/// @param max in the unit of `measure`; of money, millionths of a millionth of the currency's unit
/// @param currency of `max` where `measure` is money, else the dollar
public record Limit(
    String id,
    Scope scope,
    Measure measure,
    Window window,
    Total max,
    String currency,
    Mode mode,
    Period period)
    implements Rule {

  public Limit {
    RuleId.require("limit", id);
    if (max.isNegative()) {
      throw new IllegalArgumentException(
          "limit %s: max is never negative, was %s".formatted(id, max));
    }
    if (measure != Measure.MONEY && !currency.equals(Amount.USD)) {
      throw new IllegalArgumentException(
          "limit %s: only money has a currency, %s was in %s".formatted(id, measure, currency));
    }
    if (measure == Measure.CONCURRENT && !window.equals(Window.TOTAL)) {
      throw new IllegalArgumentException(
          "limit %s: a limit on concurrent calls has no window, was '%s'"
              .formatted(id, window.text()));
    }
  }

  /// An enforced limit, always in effect; money in picodollars.
  public static Limit of(String id, Scope scope, Measure measure, Window window, long max) {
    return new Limit(
        id, scope, measure, window, Total.of(max), Amount.USD, Mode.ENFORCE, Period.ALWAYS);
  }

  /// `max` as money, where that is what is measured.
  public Amount money() {
    return new Amount(max, currency);
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
    return new Limit(id, scope, measure, window, max, currency, changed, period);
  }
}
