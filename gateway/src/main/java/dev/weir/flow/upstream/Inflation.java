package dev.weir.flow.upstream;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Unpacks a gzip (RFC 1952) or deflate (RFC 1950, or bare RFC 1951 as some servers send it) body
/// piece by piece, within limits. One thread; [#close] frees native memory.
///
/// Limits: 256 MiB unpacked, and past the first MiB at most a hundred times what was packed. JSON
/// and event streams pack ten- to thirtyfold.
final class Inflation implements AutoCloseable {
  private static final int PIECE_BYTES = 16 * 1024;
  private static final int HEADER_BYTES_MAX = 64 * 1024;
  private static final int TRAILER_BYTES = 8;
  private static final long BYTES_MAX = 256L << 20;
  private static final long FREE_BYTES = 1 << 20;
  private static final int RATIO_MAX = 100;

  private static final byte[] NOTHING = {};

  private final boolean gzip;
  private final CRC32 checksum = new CRC32();
  private Inflater inflater = new Inflater(true);
  private byte[] packed = NOTHING;
  private Stage stage = Stage.HEAD;
  private boolean memberEnded;
  private long bytesIn;
  private long bytesOut;

  private enum Stage {
    HEAD,
    BODY,
    TRAILER,
    DONE
  }

  /// A body that is not what its header says, or that unpacks beyond the limits.
  static final class Broken extends Exception {
    private static final long serialVersionUID = 1;

    Broken(String message) {
      super(message, null, false, false);
    }
  }

  private Inflation(boolean gzip) {
    this.gzip = gzip;
  }

  /// @param encoding of `content-encoding`; empty is returned for one that is not known here
  static Optional<Inflation> of(String encoding) {
    return switch (encoding) {
      case "gzip", "x-gzip" -> Optional.of(new Inflation(true));
      case "deflate" -> Optional.of(new Inflation(false));
      default -> Optional.empty();
    };
  }

  void add(byte[] bytes) {
    bytesIn += bytes.length;
    if (packed.length == 0) {
      packed = bytes;
      return;
    }
    int before = packed.length;
    packed = Arrays.copyOf(packed, before + bytes.length);
    System.arraycopy(bytes, 0, packed, before, bytes.length);
  }

  /// Some of the unpacked body, at most 16 KiB; nothing when more must be added first.
  byte[] next() throws Broken {
    while (true) {
      byte @Nullable [] piece =
          switch (stage) {
            case HEAD -> head() ? null : NOTHING;
            case BODY -> body();
            case TRAILER -> trailer() ? null : NOTHING;
            case DONE -> NOTHING;
          };
      if (piece != null) {
        return piece;
      }
    }
  }

  /// Whether the body is complete as far as it was added. A body of no bytes is.
  boolean isComplete() {
    boolean between = stage == Stage.HEAD && memberEnded;
    return bytesIn == 0 || (packed.length == 0 && (stage == Stage.DONE || between));
  }

  private boolean head() throws Broken {
    if (!gzip) {
      if (packed.length < 2) {
        return false;
      }
      int first = packed[0] & 0xff;
      boolean zlib = (first & 0x0f) == 8 && ((first << 8) | (packed[1] & 0xff)) % 31 == 0;
      renew(!zlib);
      stage = Stage.BODY;
      return true;
    }
    int length = gzipHead();
    if (length < 0) {
      if (packed.length > HEADER_BYTES_MAX) {
        throw new Broken("a gzip header is longer than %d bytes".formatted(HEADER_BYTES_MAX));
      }
      return false;
    }
    drop(length);
    renew(true);
    checksum.reset();
    stage = Stage.BODY;
    return true;
  }

  private void renew(boolean bare) {
    inflater.end();
    inflater = new Inflater(bare);
  }

  /// The length of the gzip header, or −1 while it is incomplete.
  private int gzipHead() throws Broken {
    byte[] magic = {0x1f, (byte) 0x8b, 8};
    for (int i = 0; i < Math.min(packed.length, magic.length); i++) {
      if (packed[i] != magic[i]) {
        throw new Broken("it is not gzip");
      }
    }
    if (packed.length < 10) {
      return -1;
    }
    int flags = packed[3];
    int at = 10;
    if ((flags & 4) != 0) {
      if (packed.length < at + 2) {
        return -1;
      }
      at += 2 + (packed[at] & 0xff) + ((packed[at + 1] & 0xff) << 8);
    }
    for (int text = flags & 0x18; text != 0; text &= text - 1) {
      while (at < packed.length && packed[at] != 0) {
        at++;
      }
      at++;
    }
    at += (flags & 2) != 0 ? 2 : 0;
    return at <= packed.length ? at : -1;
  }

  /// Null when the member ended without a further byte.
  private byte @Nullable [] body() throws Broken {
    inflater.setInput(packed);
    byte[] piece = new byte[PIECE_BYTES];
    int length;
    try {
      length = inflater.inflate(piece);
    } catch (DataFormatException broken) {
      throw new Broken("its deflate data is broken: " + broken.getMessage());
    }
    drop(packed.length - inflater.getRemaining());
    bytesOut += length;
    limit();
    checksum.update(piece, 0, length);
    if (inflater.finished()) {
      stage = gzip ? Stage.TRAILER : Stage.DONE;
    } else if (inflater.needsDictionary()) {
      throw new Broken("its deflate data needs a dictionary");
    }
    return length == 0 && inflater.finished() ? null : Arrays.copyOf(piece, length);
  }

  private void limit() throws Broken {
    if (bytesOut > BYTES_MAX) {
      throw new Broken("it unpacks to more than %d bytes".formatted(BYTES_MAX));
    }
    if (bytesOut > FREE_BYTES && bytesOut > RATIO_MAX * bytesIn) {
      throw new Broken(
          "it unpacks to more than %d times its %d bytes".formatted(RATIO_MAX, bytesIn));
    }
  }

  /// Whether another member may follow at once.
  private boolean trailer() throws Broken {
    if (packed.length < TRAILER_BYTES) {
      return false;
    }
    long expected = 0;
    for (int i = 3; i >= 0; i--) {
      expected = (expected << 8) | (packed[i] & 0xff);
    }
    if (expected != checksum.getValue()) {
      throw new Broken("its gzip checksum is wrong");
    }
    drop(TRAILER_BYTES);
    memberEnded = true;
    stage = Stage.HEAD;
    return packed.length > 0;
  }

  private void drop(int count) {
    packed = count == packed.length ? NOTHING : Arrays.copyOfRange(packed, count, packed.length);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
