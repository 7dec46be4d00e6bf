package dev.weir.exchange.usage;

import dev.weir.flow.recording.Recording.Problem;
import dev.weir.flow.recording.UsageRecord;
import java.util.List;

/// What a text tells: its records, and what is wrong with those that are none.
///
/// @param passed how many entries of the text are no usage, and need not be
public record Records(List<UsageRecord> records, List<Problem> problems, int passed) {
  public Records {
    records = List.copyOf(records);
    problems = List.copyOf(problems);
  }
}
