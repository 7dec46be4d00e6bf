package dev.weir.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What Chromium printed: a tagged PDF, whose parts are told apart without reading its text.
@SuppressWarnings("ArrayRecordComponent") // read once
record Paper(byte[] pdf) {
  private static final Pattern PAGE = Pattern.compile("/Type /Page\\b(?!s)");

  Paper {
    if (pdf.length < 5 || !new String(pdf, 0, 5, StandardCharsets.ISO_8859_1).equals("%PDF-")) {
      throw new AssertionError("what was printed is no PDF but %d bytes".formatted(pdf.length));
    }
  }

  long pages() {
    return count(PAGE);
  }

  /// How many parts of a kind there are, as `Table`, `TR`, `TD` or `Link`.
  long parts(String kind) {
    return count(Pattern.compile("/S /" + kind + "\\b"));
  }

  private long count(Pattern what) {
    return what.matcher(new String(pdf, StandardCharsets.ISO_8859_1)).results().count();
  }
}
