package dev.weir.exchange.reconcile;

import java.math.BigDecimal;
import java.time.LocalDate;

/// What the ledger has of a key, a model, a meter, a tier and a day: corrections included.
///
/// @param key which of the provider's keys, empty where it has one
/// @param cost in USD
/// @param retried the part of it that attempts after a call's first used
/// @param doubled the part of it whose answer is in the ledger before, by the answer's id
/// @param late the part of it that corrections changed on a later day
public record LedgerSum(
    String key,
    String model,
    String meter,
    LocalDate day,
    String tier,
    BigDecimal quantity,
    BigDecimal cost,
    Share retried,
    Share doubled,
    Share late) {}
