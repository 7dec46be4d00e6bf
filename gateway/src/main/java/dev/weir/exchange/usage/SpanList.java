package dev.weir.exchange.usage;

import dev.weir.flow.recording.Recording.Problem;
import dev.weir.flow.recording.UsageRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The spans of an export, being read. Used once, by one thread.
final class SpanList {
  private final List<UsageSpan> counting = new ArrayList<>();
  private final Map<String, String> parents = new HashMap<>();
  private int spans;

  void add(UsageSpan span) {
    spans++;
    parents.put(span.id(), span.parent());
    if (span.counts()) {
      counting.add(span);
    }
  }

  Records all() {
    Set<String> sums = sums();
    List<UsageRecord> records = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int index = 0;
    for (UsageSpan span : counting) {
      if (sums.contains(span.id())) {
        continue;
      }
      try {
        records.add(span.record());
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        problems.add(new Problem(index, span.id(), String.valueOf(wrong.getMessage())));
      }
      index++;
    }
    return new Records(records, problems, spans - index);
  }

  /// The spans above counting ones.
  private Set<String> sums() {
    Set<String> above = new HashSet<>();
    for (UsageSpan span : counting) {
      String parent = span.parent();
      while (!parent.isEmpty() && above.add(parent)) {
        parent = parents.getOrDefault(parent, "");
      }
    }
    return above;
  }
}
