package dev.weir.value.unit;

import java.math.BigDecimal;

/// The successes that name one call, session or ticket, and nothing that is nearer.
///
/// @param unit the call, session or ticket; '' = those that name none of the kind
/// @param count of outcomes
/// @param shares of them: of one shared with other use cases the share
public record LinkedOutcomes(String unit, long count, BigDecimal shares) {}
