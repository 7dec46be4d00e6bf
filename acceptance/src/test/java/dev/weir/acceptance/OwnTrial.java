package dev.weir.acceptance;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What a trial of the scripted company came to, worked out from who was put where and what was
/// told: docs/hypotheses.md written anew for shares of one outcome a unit.
record OwnTrial(Arm control, Arm arm) {
  private static final double Z = 1.959963984540054;

  /// @param units that count
  record Arm(long exposed, long units, long successes) {
    double share() {
      return (double) successes / units;
    }

    /// Of the mean of zeros and ones, with n − 1.
    double variance() {
      return share() * (1 - share()) / (units - 1);
    }
  }

  static OwnTrial of(Trial trial, OwnBooks books, Instant now) {
    List<OwnBooks.Session> sessions =
        books.sessions(trial.venture(), now).stream()
            .sorted(Comparator.comparing(OwnBooks.Session::at))
            .toList();
    Instant complete =
        sessions.stream()
            .map(OwnBooks.Session::at)
            .filter(at ->
                before(sessions, Trial.CONTROL, at) >= Trial.UNITS_PER_ARM
                    && before(sessions, Trial.ARM, at) >= Trial.UNITS_PER_ARM)
            .findFirst()
            .orElseThrow(() -> new AssertionError("too few sessions for " + trial.name()));
    return new OwnTrial(arm(sessions, Trial.CONTROL, complete), arm(sessions, Trial.ARM, complete));
  }

  private static long before(List<OwnBooks.Session> sessions, String arm, Instant at) {
    return sessions.stream()
        .filter(each -> each.arm().equals(arm) && !each.at().isAfter(at))
        .count();
  }

  private static Arm arm(List<OwnBooks.Session> sessions, String arm, Instant complete) {
    return new Arm(
        sessions.stream().filter(each -> each.arm().equals(arm)).count(),
        before(sessions, arm, complete),
        sessions.stream()
            .filter(each -> each.arm().equals(arm) && !each.at().isAfter(complete))
            .filter(OwnBooks.Session::success)
            .count());
  }

  double difference() {
    return arm.share() - control.share();
  }

  double half() {
    return Z * Math.sqrt(arm.variance() + control.variance());
  }

  String verdict() {
    if (difference() - half() > 0) {
      return "positive";
    }
    return difference() + half() < 0 ? "negative" : "not_enough_evidence";
  }

  String decision() {
    return switch (verdict()) {
      case "positive" -> "scale";
      case "negative" -> "pull_back";
      default -> "continue";
    };
  }
}
