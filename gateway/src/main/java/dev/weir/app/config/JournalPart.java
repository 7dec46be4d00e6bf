package dev.weir.app.config;

/// How calls are written down.
public record JournalPart(
    @Meaning(
            "what an admission waits for: `process` = written to the operating system, survives"
                + " a kill; `host` = synced to the device, survives power loss")
        Mode mode,
    @Meaning("size of one preallocated journal file") ByteSize segment,
    @Meaning("entries that may wait for the writer; one more call is refused") int ring) {
  public static final JournalPart DEFAULT =
      new JournalPart(Mode.PROCESS, ByteSize.mebi(64), 65_536);

  public JournalPart {
    Require.between("journal.segment", segment.bytes(), 8 << 20, 1 << 30);
    Require.between("journal.ring", ring, 64, 1 << 22);
  }

  /// How durable an admission is before the provider is called.
  public enum Mode {
    /// Written to the operating system: survives the process being killed.
    PROCESS,
    /// Synced to the device: survives power loss.
    HOST
  }
}
