package dev.weir.flow.journal;

import dev.weir.base.segment.Frames;
import dev.weir.base.segment.SegmentHeader;
import java.time.Duration;

/// The journal's limits.
///
/// @param mode when an entry counts as durable
/// @param segmentBytes size of a segment, claimed on disk before it is used
/// @param inboxEntries most entries waiting for the writer, endings aside; past it appends are
///   refused
/// @param endingBytes room claimed on disk for the ending of each open reservation; texts of a
///   longer ending are cut to fit
/// @param syncEvery in mode PROCESS, the longest time that written entries stay unsynced
/// @param retryEvery pause between attempts to claim a segment when the disk refuses
/// @param acceptGap whether to open a journal with damage in its middle, skipping what is damaged;
///   the person at the machine says so (`weir serve --accept-damage`), never a file
public record JournalConfig(
    Mode mode,
    int segmentBytes,
    int inboxEntries,
    int endingBytes,
    Duration syncEvery,
    Duration retryEvery,
    boolean acceptGap) {

  /// When an entry is acknowledged.
  public enum Mode {
    /// Once the operating system has it: survives the end of the process, `kill -9` included.
    PROCESS,
    /// Once the storage device has it: survives power loss.
    HOST
  }

  public static final JournalConfig DEFAULT =
      new JournalConfig(
          Mode.PROCESS,
          64 << 20,
          16_384,
          2_048,
          Duration.ofSeconds(1),
          Duration.ofSeconds(5),
          false);

  public JournalConfig {
    if (endingBytes < 512 || segmentBytes < 2 * endingBytes || inboxEntries < 1) {
      throw new IllegalArgumentException(
          ("journal: endingBytes at least 512, segmentBytes at least twice that, inboxEntries at"
                  + " least 1; was %d, %d, %d")
              .formatted(endingBytes, segmentBytes, inboxEntries));
    }
  }

  /// Most payload bytes of one entry: half a segment, and never more than a frame can say.
  public int payloadBytesMax() {
    return Math.min(Frames.PAYLOAD_MAX, (segmentBytes - SegmentHeader.BYTES) / 2 - Frames.HEADER);
  }
}
