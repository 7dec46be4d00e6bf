package dev.weir.flow.journal;

import java.time.Duration;

/// Configurations small enough that a test sees many segments.
final class TestJournals {
  private TestJournals() {}

  static JournalConfig config(JournalConfig.Mode mode, int segmentBytes) {
    return new JournalConfig(
        mode, segmentBytes, 4096, 512, Duration.ofMillis(200), Duration.ofMillis(50), false);
  }

  static JournalConfig acceptingGaps(JournalConfig config) {
    return new JournalConfig(
        config.mode(),
        config.segmentBytes(),
        config.inboxEntries(),
        config.endingBytes(),
        config.syncEvery(),
        config.retryEvery(),
        true);
  }
}
