package dev.weir.value.adoption;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// How a use case was used in a month of UTC, by those who are eligible. A user is who a call's tag
/// `user` names; only primary calls count, and each as reports count it.
///
/// @param eligible users, as the roster has them
/// @param activated of them, until the month's end
/// @param newlyActivated of them, in the month
/// @param monthlyActive eligible users with a call in the month
/// @param beyondRoster users with a call in the month who are not on the roster; of a counted
///   roster, as many as are more than eligible
/// @param callsWithoutUser calls of the month that name nobody
/// @param weeks ISO weeks whose Thursday is in the month
/// @param cohorts users by the ISO week of their first call, at most 12 weeks back
/// @param depth of use in the month; nothing where nobody used it
public record Adoption(
    YearMonth month,
    int eligible,
    long activated,
    long newlyActivated,
    long monthlyActive,
    long beyondRoster,
    long callsWithoutUser,
    List<Week> weeks,
    List<Cohort> cohorts,
    Optional<Depth> depth) {

  /// @param monday its first day
  /// @param active eligible users with a call in it
  public record Week(LocalDate monday, long active) {}

  /// @param monday first day of the week of their first call
  /// @param users of it
  /// @param active of them in that week, in the next one, and so on to the month's last week
  public record Cohort(LocalDate monday, long users, List<Long> active) {
    public Cohort {
      active = List.copyOf(active);
    }
  }

  /// Calls in the month of a user who made any.
  ///
  /// @param gini 0 where all made as many, towards 1 where one made all
  public record Depth(long calls, double mean, double median, double p95, double gini) {}

  public Adoption {
    weeks = List.copyOf(weeks);
    cohorts = List.copyOf(cohorts);
  }
}
