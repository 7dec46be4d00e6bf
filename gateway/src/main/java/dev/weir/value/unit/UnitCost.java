package dev.weir.value.unit;

import java.math.BigDecimal;

/// What one call, session, user or day cost.
public record UnitCost(String unit, BigDecimal usd) {}
