package dev.weir.base.segment;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// Names of the journal's files. A position is a byte offset in the journal as one endless file: a
/// segment's name states the position of its first byte, and it ends where the next one begins.
public final class Segments {
  public static final String SPARE = "spare.log";

  private static final String RAW_PREFIX = "journal-";
  private static final String ARCHIVED_PREFIX = "archive/journal-";
  private static final String RAW_SUFFIX = ".log";
  private static final String ARCHIVED_SUFFIX = ".log.gz";
  private static final int DIGITS = 16;

  /// One segment's file.
  public record Segment(long first, String name, boolean archived) {}

  private Segments() {}

  public static String rawName(long first) {
    return RAW_PREFIX + digits(first) + RAW_SUFFIX;
  }

  public static String archivedName(long first) {
    return ARCHIVED_PREFIX + digits(first) + ARCHIVED_SUFFIX;
  }

  /// All segments by first position; where both forms exist, the raw one.
  public static NavigableMap<Long, Segment> list(Disk disk) throws IOException {
    return of(disk.list());
  }

  /// The segments among the names of a folder's files.
  static NavigableMap<Long, Segment> of(List<String> names) {
    NavigableMap<Long, Segment> segments = new TreeMap<>();
    for (String name : names) {
      if (isNamed(name, ARCHIVED_PREFIX, ARCHIVED_SUFFIX)) {
        long first = firstOf(name, ARCHIVED_PREFIX);
        segments.put(first, new Segment(first, name, true));
      }
    }
    for (String name : names) {
      if (isNamed(name, RAW_PREFIX, RAW_SUFFIX)) {
        long first = firstOf(name, RAW_PREFIX);
        segments.put(first, new Segment(first, name, false));
      }
    }
    return segments;
  }

  private static boolean isNamed(String name, String prefix, String suffix) {
    return name.startsWith(prefix)
        && name.endsWith(suffix)
        && name.length() == prefix.length() + DIGITS + suffix.length()
        && name.substring(prefix.length(), prefix.length() + DIGITS)
            .chars()
            .allMatch(Character::isDigit);
  }

  private static long firstOf(String name, String prefix) {
    return Long.parseLong(name.substring(prefix.length(), prefix.length() + DIGITS));
  }

  private static String digits(long first) {
    return "%016d".formatted(first);
  }
}
