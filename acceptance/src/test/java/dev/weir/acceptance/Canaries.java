package dev.weir.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Secrets that are planted, by what they are, and the search for them: as they are, in base 64 at
/// each of its three alignments, and in hexadecimal digits. They are letters and digits, so that no
/// escaping hides them. Thread-safe.
final class Canaries {
  /// Holds a secret of its own, whoever asks for it.
  private static final String OPERATOR_KEY_FILE = "first-operator-key";

  /// Fewest characters of a secret.
  static final int SHORTEST = 16;

  private static final int LONGEST = 256;
  private static final int OVERLAP = 4 * LONGEST;
  private static final int PIECE = 256 * 1024;

  /// Room made for a file in advance, which is most of a small journal.
  private static final byte[] NOTHING = new byte[OVERLAP + PIECE];

  private final Map<String, String> texts = new ConcurrentHashMap<>();

  /// By what they are, what to look for.
  private final Map<String, List<String>> forms = new ConcurrentHashMap<>();

  /// A new secret, as long as those of providers.
  String plant(String what) {
    String text = "cnry%02dx%s".formatted(texts.size(), "Q7w2Zp9".repeat(4));
    add(what, text);
    return text;
  }

  /// A secret that was made elsewhere; a short one would be found everywhere.
  void add(String what, String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "%s: 16 to 256 characters, was %d".formatted(what, text.length()));
    }
    texts.put(what, text);
    forms.put(what, forms(text));
  }

  /// The secret that was planted as this.
  String text(String what) {
    return Optional.ofNullable(texts.get(what)).orElseThrow(() -> new AssertionError(what));
  }

  /// What of them is in a text, and where the text is from.
  List<String> in(String where, String text) {
    return found(where, text);
  }

  /// What of them is in the files below a directory, compressed ones unpacked, but for the file of
  /// the first operator's key.
  List<String> below(Path directory) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(OPERATOR_KEY_FILE)) {
          found.addAll(inside(file));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + directory, e);
    }
  }

  /// What of them is in a file, a compressed one unpacked.
  private List<String> inside(Path file) throws IOException {
    try (InputStream bytes = open(file)) {
      Set<String> found = new LinkedHashSet<>();
      byte[] piece = new byte[OVERLAP + PIECE];
      int kept = 0;
      for (int read = bytes.readNBytes(piece, 0, PIECE);
          read > 0;
          read = bytes.readNBytes(piece, kept, PIECE)) {
        int length = kept + read;
        found.addAll(in(file.toString(), piece, length));
        kept = Math.min(OVERLAP, length);
        System.arraycopy(piece, length - kept, piece, 0, kept);
      }
      return List.copyOf(found);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private List<String> in(String where, byte[] bytes, int length) {
    if (Arrays.equals(bytes, 0, length, NOTHING, 0, length)) {
      return List.of();
    }
    return found(where, new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
  }

  private List<String> found(String where, String haystack) {
    List<String> found = new ArrayList<>();
    forms.forEach((what, each) -> {
      if (each.stream().anyMatch(haystack::contains)) {
        found.add(what + " in " + where);
      }
    });
    return found;
  }

  private static List<String> forms(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    List<String> forms = new ArrayList<>();
    forms.add(text);
    forms.add(HexFormat.of().formatHex(bytes));
    for (int skipped = 0; skipped < 3; skipped++) {
      byte[] aligned = text.substring(skipped).getBytes(StandardCharsets.UTF_8);
      int whole = aligned.length / 3 * 3;
      forms.add(Base64.getEncoder().encodeToString(aligned).substring(0, whole / 3 * 4));
    }
    return forms;
  }
}
