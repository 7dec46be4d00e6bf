package dev.weir.value.review;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What is left of a budget while reviews that are due are not held. Holding them, or setting the
/// budget anew, restores it.
public final class Taper {
  /// Who publishes what is left.
  public static final String WHO = "weir";

  private static final String WHY = "review taper: ";

  private Taper() {}

  /// As a change says it, so that [#isOf] knows it again.
  public static String why(String reason) {
    return WHY + reason;
  }

  /// Whether a version of a budget is what was left of another one: not what somebody has set.
  public static boolean isOf(String who, String why) {
    return who.equals(WHO) && why.startsWith(WHY);
  }

  /// The months whose review is due, not held, and not excused by a later setting of the budget;
  /// the oldest first.
  ///
  /// @param renewed when a person last set the budget
  public static List<YearMonth> missed(
      Policy.TaperTerms terms, Set<YearMonth> held, Instant renewed, Instant now) {
    List<YearMonth> missed = new ArrayList<>();
    for (YearMonth month = terms.from();
        !due(terms, month).isAfter(now);
        month = month.plusMonths(1)) {
      if (!held.contains(month) && due(terms, month).isAfter(renewed)) {
        missed.add(month);
      }
    }
    return List.copyOf(missed);
  }

  /// The share that is left after so many reviews that were not held: 1 of none, and the last step
  /// of more than there are steps.
  public static BigDecimal share(Policy.TaperTerms terms, int missed) {
    int step = Math.min(missed, terms.steps().size());
    return step == 0 ? BigDecimal.ONE : BigDecimal.valueOf(terms.steps().get(step - 1));
  }

  /// The instant from which a month's review is missing: the first one that is no day of grace.
  public static Instant due(Policy.TaperTerms terms, YearMonth month) {
    return month
        .plusMonths(1)
        .atDay(1)
        .atStartOfDay(ZoneOffset.UTC)
        .toInstant()
        .plus(terms.dueDays(), ChronoUnit.DAYS);
  }
}
