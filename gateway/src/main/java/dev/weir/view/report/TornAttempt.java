package dev.weir.view.report;

import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import java.time.Instant;

/// An attempt that nobody ended and whose true figure has not arrived: it is charged its bound.
public record TornAttempt(
    CallId call,
    int attempt,
    Instant reservedAt,
    String provider,
    String model,
    Money charged,
    String key) {}
