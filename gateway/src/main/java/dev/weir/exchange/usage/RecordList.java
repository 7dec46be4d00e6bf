package dev.weir.exchange.usage;

import dev.weir.flow.recording.Recording;
import dev.weir.flow.recording.Recording.Problem;
import dev.weir.flow.recording.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The records of a text, being read. Used once, by one thread.
///
/// Of a text without end nothing grows here: it is refused at the first record that no batch takes,
/// and told of no more problems than anybody reads.
final class RecordList {
  private static final int PROBLEMS_MAX = 1_000;

  private final List<UsageRecord> records = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int read;

  /// @param id of the record, if it says one, for its problems
  /// @param fields made flat: `input`, `tag:team`, `more:audio_input`
  void add(String id, Supplier<Map<String, String>> fields) {
    if (read == Recording.BATCH_MAX) {
      throw new IllegalArgumentException(
          "a batch has at most %d records".formatted(Recording.BATCH_MAX));
    }
    int index = read++;
    try {
      records.add(FlatRecord.read(fields.get()));
    } catch (IllegalArgumentException | ArithmeticException wrong) {
      if (problems.size() < PROBLEMS_MAX) {
        problems.add(new Problem(index, id, String.valueOf(wrong.getMessage())));
      }
    }
  }

  Records all() {
    return new Records(records, problems, 0);
  }
}
