package dev.weir.exchange.reconcile;

import java.math.BigDecimal;

/// Charges that nothing in the ledger can be compared with.
///
/// @param reason why
/// @param amount in that currency
public record Uncompared(String reason, String currency, int lines, BigDecimal amount) {}
