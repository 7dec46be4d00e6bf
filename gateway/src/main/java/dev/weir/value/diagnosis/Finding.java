package dev.weir.value.diagnosis;

import java.math.BigDecimal;
import java.util.List;

/// What moved a unit cost, in words.
///
/// @param monthUsd what it comes to at the later month's units, to the cent; findings overlap and
///   do not add up
/// @param sentence without its money
/// @param where the ledger's rows that it is about, as filters `dimension=value`; none = all of the
///   use case
/// @param allocated whether it is about pools, whose rows are the allocation's
public record Finding(
    Cause cause, String sentence, BigDecimal monthUsd, List<String> where, boolean allocated) {
  public Finding {
    where = List.copyOf(where);
  }

  /// `input tokens per call rose 41 % on prompt support/v7 (team billing): +$3,120.00 a month`
  public String text() {
    return "%s: %s a month".formatted(sentence, Words.money(monthUsd));
  }
}
