package dev.weir.value.gate;

import dev.weir.value.criterion.Criterion;

/// A condition, agreed in advance, under which a use case ends. It is lit when it holds.
///
/// @param closes whether Weir closes the roll-out by itself then
public record Kill(Criterion when, boolean closes) {}
