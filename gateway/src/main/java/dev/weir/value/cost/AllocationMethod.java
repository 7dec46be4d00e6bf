package dev.weir.value.cost;

import java.util.List;

/// What becomes of the part of a pool that serves other pools.
public sealed interface AllocationMethod {
  /// Passed over: a pool is shared out among products only.
  record Direct() implements AllocationMethod {}

  /// Pools are closed one after another; one serves products and pools not yet closed.
  ///
  /// @param order the key of each pool, once; another order gives other figures
  record StepDown(List<String> order) implements AllocationMethod {
    public StepDown {
      order = List.copyOf(order);
    }
  }

  /// Pools serve each other as they do, by `(I − A)⁻¹`.
  record Reciprocal() implements AllocationMethod {}
}
