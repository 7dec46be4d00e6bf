package dev.weir.value.envelope;

import dev.weir.base.money.Total;
import java.time.YearMonth;
import java.util.Optional;

/// What a cost centre is planned to cost in a month, fully loaded.
///
/// @param planned picodollars, not negative
public record Envelope(String costCentre, YearMonth month, Total planned, Optional<String> note) {
  private static final int YEAR_MIN = 2015;
  private static final int YEAR_MAX = 2100;
  private static final int COST_CENTRE_MAX = 256;
  private static final int NOTE_MAX = 1_000;

  public Envelope {
    if (costCentre.isBlank()
        || costCentre.length() > COST_CENTRE_MAX
        || !costCentre.equals(costCentre.strip())
        || costCentre.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a cost centre has 1 to %d characters, none of them a control one, was '%s'"
              .formatted(COST_CENTRE_MAX, costCentre));
    }
    requireYear(month);
    if (planned.isNegative()) {
      throw new IllegalArgumentException(
          "an amount is not negative, was '%s'"
              .formatted(planned.toUsd().stripTrailingZeros().toPlainString()));
    }
    if (note.isPresent() && note.get().length() > NOTE_MAX) {
      throw new IllegalArgumentException(
          "a note has at most %d characters, was %d".formatted(NOTE_MAX, note.get().length()));
    }
  }

  static void requireYear(YearMonth month) {
    if (month.getYear() < YEAR_MIN || month.getYear() > YEAR_MAX) {
      throw new IllegalArgumentException(
          "a month is of the years %d to %d, was '%s'".formatted(YEAR_MIN, YEAR_MAX, month));
    }
  }
}
