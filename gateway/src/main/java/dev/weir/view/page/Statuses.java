package dev.weir.view.page;

import dev.weir.view.shape.DataStatus;
import java.util.Optional;

/// How far the cost of a visit's month was compared with bills: what stands beside figures that
/// contain that cost, as fully loaded ones do.
public final class Statuses {
  private Statuses() {}

  /// Nothing where it cost nothing, or its reader may not see what it cost.
  public static Optional<DataStatus> of(Visit visit) {
    return asked(visit, "");
  }

  /// @param condition as `use_case=triage`
  public static Optional<DataStatus> of(Visit visit, String condition) {
    return asked(visit, "&filter=" + Entered.encoded(condition));
  }

  private static Optional<DataStatus> asked(Visit visit, String filter) {
    return switch (visit.ask().get(visit.period().wholeMonth().report("") + filter)) {
      case Answered.Told told -> Answers.status(told.tree().path("total"));
      case Answered.Refused _ -> Optional.empty();
    };
  }
}
