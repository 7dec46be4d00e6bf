package dev.weir.app.config;

import java.util.Locale;

/// A number of bytes, written `512 KiB`, `32 MiB`, `1 GiB` or as a plain number.
public record ByteSize(long bytes) {
  public static ByteSize kibi(long count) {
    return new ByteSize(Math.multiplyExact(count, 1L << 10));
  }

  public static ByteSize mebi(long count) {
    return new ByteSize(Math.multiplyExact(count, 1L << 20));
  }

  public static ByteSize parse(String text) {
    String unit = text.replaceAll("[0-9 ]", "").toLowerCase(Locale.ROOT);
    String digits = text.replaceAll("[^0-9]", "");
    long factor =
        switch (unit) {
          case "", "b" -> 1;
          case "kib" -> 1L << 10;
          case "mib" -> 1L << 20;
          case "gib" -> 1L << 30;
          default -> 0;
        };
    if (factor == 0 || digits.isEmpty()) {
      throw new IllegalArgumentException(
          "must be bytes as '32 MiB', '512 KiB' or a number, was '" + text + "'");
    }
    return new ByteSize(Math.multiplyExact(Long.parseLong(digits), factor));
  }

  @Override
  public String toString() {
    if (bytes > 0 && bytes % (1L << 20) == 0) {
      return (bytes >> 20) + " MiB";
    }
    return bytes > 0 && bytes % (1L << 10) == 0 ? (bytes >> 10) + " KiB" : Long.toString(bytes);
  }
}
