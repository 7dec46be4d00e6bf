package dev.weir.exchange.usage;

import dev.weir.flow.recording.Recording.Problem;
import dev.weir.flow.recording.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a text tells: its records, and what is wrong with those that are none.
///
/// @param passed how many entries of the text are no usage, and need not be
public record Records(List<UsageRecord> records, List<Problem> problems, int passed) {
  public Records {
    records = List.copyOf(records);
    problems = List.copyOf(problems);
  }

  /// Records whose fields were made flat: `input`, `tag:team`, `more:audio_input`.
  static Records of(List<Map<String, String>> flat) {
    List<UsageRecord> records = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < flat.size(); i++) {
      try {
        records.add(FlatRecord.read(flat.get(i)));
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        problems.add(
            new Problem(i, flat.get(i).getOrDefault("id", ""), String.valueOf(wrong.getMessage())));
      }
    }
    return new Records(records, problems, 0);
  }
}
