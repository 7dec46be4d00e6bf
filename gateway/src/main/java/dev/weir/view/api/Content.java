package dev.weir.view.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.base.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// What a request brings.
///
/// @param type media type, in lower case and without parameters; empty = not said
/// @param encoding how the bytes are packed, in lower case; empty = they are not
/// @param bytes shared and not to be changed
@SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
public record Content(String type, String encoding, byte[] bytes) {
  static final Content NONE = of(new byte[0]);
  static final String PROTOBUF = "application/x-protobuf";

  /// Bytes of which nothing is said.
  public static Content of(byte[] bytes) {
    return new Content("", "", bytes);
  }

  static Content of(Headers headers, byte[] bytes) {
    String type = headers.get("content-type").orElse("").split(";", 2)[0];
    String encoding = String.join(", ", headers.all("content-encoding"));
    return new Content(plain(type), plain(encoding), bytes);
  }

  private static String plain(String value) {
    return value.strip().toLowerCase(Locale.ROOT);
  }

  boolean isProtobuf() {
    return type.equals(PROTOBUF);
  }

  String text() {
    return new String(bytes, UTF_8);
  }

  /// The same, not packed; empty if that is more than so many bytes, of which no more are unpacked.
  Optional<Content> unpacked(int bytesMax) {
    return switch (encoding) {
      case "", "identity" -> Optional.of(this);
      case "gzip", "x-gzip" -> inflated(bytesMax);
      default ->
          throw new IllegalArgumentException(
              "the body's content-encoding is gzip or none, was '%s'".formatted(encoding));
    };
  }

  private Optional<Content> inflated(int bytesMax) {
    try (GZIPInputStream packed = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      byte[] plain = packed.readNBytes(bytesMax + 1);
      return plain.length > bytesMax ? Optional.empty() : Optional.of(new Content(type, "", plain));
    } catch (EOFException cut) {
      throw new IllegalArgumentException("the body's gzip ends before its end", cut);
    } catch (IOException broken) {
      throw new IllegalArgumentException("the body is no gzip: " + broken.getMessage(), broken);
    }
  }
}
