package dev.weir.app.config;

/// What is logged, how and where.
public record LogsPart(
    @Meaning("`text` = key=value; `json` = one object a line") Format format,
    @Meaning("the least that is logged") Level level,
    @Meaning("file the lines go to; empty = standard error") String file,
    @Meaning("size at which a file is set aside and a new one begun") ByteSize fileSize,
    @Meaning("files kept, the current one included") int files,
    @Meaning("most lines of one kind in a minute, the rest is counted; 0 = any number")
        int perMinute,
    @Meaning("one in so many calls that went well is logged; 0 = none") int sampleEvery) {
  public static final LogsPart DEFAULT =
      new LogsPart(Format.TEXT, Level.INFO, "", ByteSize.mebi(64), 10, 120, 1_000);

  public LogsPart {
    Require.between("logs.file_size", fileSize.bytes(), 1 << 10, 1L << 40);
    Require.between("logs.files", files, 1, 1_000);
    Require.between("logs.per_minute", perMinute, 0, 1_000_000);
    Require.between("logs.sample_every", sampleEvery, 0, 1_000_000_000);
  }

  /// How a log line is written.
  public enum Format {
    TEXT,
    JSON
  }

  /// The least that is logged.
  public enum Level {
    ERROR,
    WARNING,
    INFO,
    DEBUG
  }
}
