package dev.weir.value.cost;

/// One factor of a cost, before and after.
public record Factor(String name, Quotient before, Quotient after) {}
