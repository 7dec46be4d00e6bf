package dev.weir.flow.price;

import dev.weir.base.money.Money;
import dev.weir.flow.dialect.Usage;

/// One provider's prices for one model, in force at one instant: a pure function from usage to
/// money. Thread-safe.
public interface Tariff {

  /// The model as the book names it; the caller's name may be an alias or a dated id that matched
  /// it.
  String model();

  /// The charge for what was served.
  ///
  /// @param usage canonical usage
  /// @param serviceTier the tier the response says it was served at; empty when it says nothing
  Charge charge(Usage usage, String serviceTier);

  /// The most that `input` input tokens and `output` output tokens can cost, at the dearest meter,
  /// the dearest context tier and the dearest service tier a request with `serviceTier` may be
  /// served at: never less than any [#charge] of a usage within those bounds.
  Money bound(long input, long output, String serviceTier);

  ModelLimits limits();
}
