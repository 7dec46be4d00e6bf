package dev.weir.flow.journal;

import java.util.List;
import java.util.Optional;

/// What opening the journal found.
///
/// @param start where to replay from: the newest complete snapshot, or the journal's beginning
/// @param end the journal's end
/// @param cut the unfinished end that was removed
/// @param gaps damage skipped because the configuration accepts it
public record Recovered(long start, long end, Optional<Cut> cut, List<Gap> gaps) {
  public Recovered {
    gaps = List.copyOf(gaps);
  }

  /// A write that never finished, at the journal's end.
  ///
  /// @param position where it began
  /// @param bytes how much was removed
  public record Cut(String file, long position, long bytes) {}

  /// Damage within the journal.
  ///
  /// @param position its first byte
  /// @param bytes up to the next valid frame or the segment's end
  /// @param kept the file that holds the damaged bytes
  public record Gap(String file, long position, long bytes, String kept) {}
}
