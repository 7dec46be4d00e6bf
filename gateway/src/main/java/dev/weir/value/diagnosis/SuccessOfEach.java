package dev.weir.value.diagnosis;

import dev.weir.value.unit.OutcomeSum;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Whose outcomes succeed less often than before, or more often: by prompt, its versions together,
/// and team, of those that had outcomes in both months.
///
/// @param before the share of its outcomes that succeeded, as `after`
/// @param moved outcomes of the later month that succeed more, below 0 fewer, than at the share
///   before
record SuccessOfEach(
    String prompt, String team, BigDecimal before, BigDecimal after, BigDecimal moved) {

  /// Who moved the whole most in the direction in which it went, in words to follow a sentence;
  /// empty where no outcome names a call of a known prompt or team.
  ///
  /// @param rose whether the whole did
  static String most(MonthOfUse before, MonthOfUse after, boolean rose) {
    SortedMap<String, List<CallerOutcomes>> was = callers(before);
    return callers(after).entrySet().stream()
        .filter(each -> was.containsKey(each.getKey()))
        .map(each -> of(was.getOrDefault(each.getKey(), List.of()), each.getValue()))
        .filter(each -> each.moved().signum() == (rose ? 1 : -1))
        .max(Comparator.comparing(each -> each.moved().abs()))
        .map(SuccessOfEach::text)
        .orElse("");
  }

  private static SortedMap<String, List<CallerOutcomes>> callers(MonthOfUse month) {
    return month.callers().stream()
        .filter(each -> each.outcomes().tried().signum() > 0)
        .filter(each -> !each.prompt().isEmpty() || !each.team().isEmpty())
        .collect(
            Collectors.groupingBy(
                each -> UseRow.family(each.prompt()) + "\n" + each.team(),
                TreeMap::new,
                Collectors.toList()));
  }

  private static SuccessOfEach of(List<CallerOutcomes> then, List<CallerOutcomes> now) {
    BigDecimal before = share(then);
    BigDecimal after = share(now);
    return new SuccessOfEach(
        now.stream()
            .map(CallerOutcomes::prompt)
            .distinct()
            .sorted()
            .collect(Collectors.joining(", ")),
        now.getFirst().team(),
        before,
        after,
        after.subtract(before).multiply(tried(now)));
  }

  private static BigDecimal tried(List<CallerOutcomes> of) {
    return of.stream()
        .map(each -> each.outcomes().tried())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal share(List<CallerOutcomes> of) {
    return of.stream()
        .map(CallerOutcomes::outcomes)
        .map(OutcomeSum::successes)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(tried(of), Diagnosis.DIGITS);
  }

  /// `, most on prompt support/v7 (team billing, 0.8 → 0.4)`
  private String text() {
    return ", most on %s (%s, %s → %s)"
        .formatted(
            prompt.isEmpty() ? "calls of no named prompt" : "prompt " + prompt,
            team.isEmpty() ? "no team" : "team " + team,
            Words.shown(before),
            Words.shown(after));
  }
}
