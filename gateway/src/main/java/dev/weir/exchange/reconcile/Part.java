package dev.weir.exchange.reconcile;

import java.math.BigDecimal;

/// A part of a difference that has a cause.
///
/// @param against the book that differs from the ledger
/// @param quantity how much more that book has because of it
/// @param amount how much more that book charges because of it; 0 in a usage
/// @param note the evidence, in words
public record Part(
    Cause cause, Book against, BigDecimal quantity, BigDecimal amount, String note) {}
