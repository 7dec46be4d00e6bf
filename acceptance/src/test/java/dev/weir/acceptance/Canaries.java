package dev.weir.acceptance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Secrets that are planted, by what they are, and the search for them: as they are, in base 64 at
/// each of its three alignments, and in hexadecimal digits. They are letters and digits, so that no
/// escaping hides them.
final class Canaries {
  private final Map<String, String> texts = new LinkedHashMap<>();

  /// A new secret, as long as those of providers.
  String plant(String what) {
    String text = "cnry%02dx%s".formatted(texts.size(), "Q7w2Zp9".repeat(4));
    texts.put(what, text);
    return text;
  }

  /// A secret that was made elsewhere.
  void add(String what, String text) {
    texts.put(what, text);
  }

  /// The secret that was planted as this.
  String text(String what) {
    return Optional.ofNullable(texts.get(what)).orElseThrow(() -> new AssertionError(what));
  }

  /// What of them is in a text, and where the text is from.
  List<String> in(String where, String text) {
    return in(where, text.getBytes(StandardCharsets.UTF_8));
  }

  /// What of them is in the files below a directory, compressed ones unpacked.
  ///
  /// @param except a file that is a secret's own
  List<String> below(Path directory, Path except) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.equals(except)) {
          found.addAll(in(file.toString(), bytes(file)));
        }
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot search " + directory, e);
    }
  }

  private static byte[] bytes(Path file) throws IOException {
    if (!file.toString().endsWith(".gz")) {
      return Files.readAllBytes(file);
    }
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      packed.transferTo(bytes);
      return bytes.toByteArray();
    }
  }

  private List<String> in(String where, byte[] bytes) {
    String haystack = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> found = new ArrayList<>();
    texts.forEach((what, text) -> {
      if (forms(text).stream().anyMatch(haystack::contains)) {
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
