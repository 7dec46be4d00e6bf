package dev.weir.value.diagnosis;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Who makes more calls for an outcome than before, or fewer: by prompt, its versions together, and
/// team.
///
/// @param before calls for an outcome that was tried, as `after`
record CallsOfEach(String prompt, String team, BigDecimal before, BigDecimal after) {

  /// Whose calls changed most, in words to follow a sentence; empty where neither prompt nor team
  /// is known of them, or nothing changed.
  static String most(MonthOfUse before, MonthOfUse after) {
    SortedMap<String, List<UseRow>> was = callers(before);
    SortedMap<String, List<UseRow>> is = callers(after);
    return Stream.concat(was.keySet().stream(), is.keySet().stream())
        .distinct()
        .sorted()
        .map(caller -> {
          List<UseRow> then = was.getOrDefault(caller, List.of());
          List<UseRow> now = is.getOrDefault(caller, List.of());
          List<UseRow> named = now.isEmpty() ? then : now;
          return new CallsOfEach(
              named.stream()
                  .map(UseRow::prompt)
                  .distinct()
                  .sorted()
                  .collect(Collectors.joining(", ")),
              named.getFirst().team(),
              each(then, before),
              each(now, after));
        })
        .max(Comparator.comparing(CallsOfEach::change))
        .filter(most -> most.change().signum() > 0)
        .map(CallsOfEach::text)
        .orElse("");
  }

  private static SortedMap<String, List<UseRow>> callers(MonthOfUse month) {
    return month.rows().stream()
        .filter(row -> row.calls() > 0)
        .collect(
            Collectors.groupingBy(
                row -> row.family() + "\n" + row.team(), TreeMap::new, Collectors.toList()));
  }

  private static BigDecimal each(List<UseRow> rows, MonthOfUse month) {
    return BigDecimal.valueOf(rows.stream().mapToLong(UseRow::calls).sum())
        .divide(month.outcomes().orElseThrow().tried(), Diagnosis.DIGITS);
  }

  private BigDecimal change() {
    return after.subtract(before).abs();
  }

  /// `, most on prompt support/v7 (team billing, 0.5 → 1.4)`
  private String text() {
    if (prompt.isEmpty() && team.isEmpty()) {
      return "";
    }
    return ", most on %s (%s, %s → %s)"
        .formatted(
            prompt.isEmpty() ? "calls of no named prompt" : "prompt " + prompt,
            team.isEmpty() ? "no team" : "team " + team,
            Words.shown(before),
            Words.shown(after));
  }
}
