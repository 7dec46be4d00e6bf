package dev.weir.value.review;

import dev.weir.value.review.History.Costed;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a policy would have said at the end of each past month, and what came in the months after.
/// Each judgement reads what was known by its month and nothing later; figures are today's, so what
/// was corrected since is in them.
public final class BackTest {
  private BackTest() {}

  /// @param laterMargin the value that counts less loaded cost over the months after, as many as
  ///   evidence is taken from; absent until they are there
  public record Line(YearMonth month, Recommendation said, OptionalDouble laterMargin) {

    /// Whether what came is on the side it said. Absent where nothing came yet, and where it said
    /// nothing of the margin.
    public Optional<Boolean> cameTrue() {
      if (laterMargin.isEmpty()) {
        return Optional.empty();
      }
      boolean gained = laterMargin.getAsDouble() > 0;
      return switch (said) {
        case Recommendation.Scale _, Recommendation.Continue _ -> Optional.of(gained);
        case Recommendation.PullBack _, Recommendation.Sunset _ -> Optional.of(!gained);
        case Recommendation.Optimise _, Recommendation.NotEnoughEvidence _ -> Optional.empty();
      };
    }
  }

  /// One line for each month of the history.
  public static List<Line> of(History history, Policy policy) {
    List<Line> lines = new ArrayList<>();
    for (MonthFigures each : history.months()) {
      YearMonth month = each.month();
      History known = history.until(month).orElseThrow();
      lines.add(
          new Line(month, Judgement.of(known, policy), later(history, month, policy.evidence())));
    }
    return List.copyOf(lines);
  }

  /// The first of the months, one after another up to the newest, that it was said in what is said
  /// now: the signal, from which on a decision was due.
  public static YearMonth signal(List<Line> lines) {
    YearMonth signal = lines.getLast().month();
    for (Line line : lines.reversed()) {
      if (!line.said().code().equals(lines.getLast().said().code())) {
        return signal;
      }
      signal = line.month();
    }
    return signal;
  }

  private static OptionalDouble later(History history, YearMonth month, Policy.Evidence policy) {
    int months = policy.months();
    List<Costed> after =
        history.costed().stream()
            .filter(each -> each.month().isAfter(month))
            .filter(each -> !each.month().isAfter(month.plusMonths(months)))
            .toList();
    if (after.size() < months) {
      return OptionalDouble.empty();
    }
    double counted = Attribution.of(history).counted();
    return OptionalDouble.of(
        after.stream().mapToDouble(each -> each.value().sum() * counted - each.loaded()).sum());
  }
}
