package dev.weir.exchange.cloud;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// An object of a storage, as its listing tells.
///
/// @param key its name; `/` are of no meaning to the storage
/// @param tag what changes with its content
/// @param changed when it was last written
/// @param bytes how long it is
public record Stored(String key, String tag, Instant changed, long bytes) {
  private static final String GZIP = "\u001f\u008b";
  private static final String ZIP = "PK\u0003\u0004";

  public Stored {
    if (bytes < 0) {
      throw new IllegalArgumentException(
          "the length of %s is not negative, was %d".formatted(key, bytes));
    }
  }

  /// The text its bytes are: unpacked if they are gzip.
  ///
  /// @param charactersMax most of it
  /// @throws IllegalArgumentException naming the object, if there is more, or it is no text
  public String text(byte[] content, int charactersMax) {
    String start = new String(content, 0, Math.min(content.length, 4), ISO_8859_1);
    if (start.equals(ZIP)) {
      throw new IllegalArgumentException(
          "%s is a zip archive; have it exported as CSV, as it is or by gzip, or as Parquet"
              .formatted(key));
    }
    byte[] text = start.startsWith(GZIP) ? unpacked(content, charactersMax) : content;
    if (text.length > charactersMax) {
      throw new IllegalArgumentException(
          "%s and what comes before it have more than %,d bytes".formatted(key, charactersMax));
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException wrong) {
      throw new IllegalArgumentException(key + " is not UTF-8", wrong);
    }
  }

  /// One byte more than the most, if there are more.
  private byte[] unpacked(byte[] content, int most) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(content))) {
      return gzip.readNBytes(most + 1);
    } catch (EOFException | ZipException torn) {
      throw new IllegalArgumentException(
          "%s is not whole gzip: %s".formatted(key, torn.getMessage()), torn);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can always be read", e);
    }
  }
}
