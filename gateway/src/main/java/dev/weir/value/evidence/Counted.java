package dev.weir.value.evidence;

import java.math.BigDecimal;
import java.util.Optional;

/// What counts of values that were stated, as [Counting] has found it.
///
/// @param gradedUsd dollars that their grades let count, before the share that was shown
/// @param usd dollars that count
/// @param shown the share that is in `usd`; its standard error is in no amount
/// @param why for people: each grade with what it leaves, and the share or what there is without
///   one
public record Counted(
    BigDecimal gradedUsd, BigDecimal usd, Optional<ShownShare> shown, String why) {}
