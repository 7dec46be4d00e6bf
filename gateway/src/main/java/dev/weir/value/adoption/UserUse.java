package dev.weir.value.adoption;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// How one user used a use case: what the figures of [Adoption] are counted from.
///
/// @param listed whether the roster has the user; everybody is on a counted one
/// @param first day of a call
/// @param activated day on which the roster's rule was met, until the month's end
/// @param calls in the month
/// @param weeks Mondays of those with a call, until the month's last
public record UserUse(
    String user,
    boolean listed,
    LocalDate first,
    Optional<LocalDate> activated,
    long calls,
    List<LocalDate> weeks) {
  public UserUse {
    weeks = List.copyOf(weeks);
  }
}
