package dev.weir.flow.name;

import dev.weir.base.wire.JsonOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A piece of a module's text: what always stands there, or a hole for a variable's value, written
/// `{{customer}}`.
public sealed interface Piece {

  /// @param quoted the text as it stands inside a JSON string
  record Literal(String text, String quoted) implements Piece {}

  record Hole(String variable) implements Piece {}

  /// Takes a text apart. Double braces around anything but one name stay what they are; around what
  /// was probably meant as one they are an [IllegalArgumentException].
  static List<Piece> of(String text) {
    Matcher holes = Braces.ANY.matcher(text);
    List<Piece> pieces = new ArrayList<>();
    int read = 0;
    while (holes.find()) {
      String name = holes.group(1).strip();
      if (Spelling.isVariable(name)) {
        literal(text.substring(read, holes.start()), pieces);
        pieces.add(new Hole(name));
        read = holes.end();
      } else if (Braces.MEANT.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "text: '{{%s}}' names no variable: a name is a-z, 0-9 and '_' and begins with a letter"
                .formatted(name));
      }
    }
    literal(text.substring(read), pieces);
    return List.copyOf(pieces);
  }

  /// A text as it stands inside a JSON string.
  static String quoted(String text) {
    String whole = JsonOutput.quoted(text);
    return whole.substring(1, whole.length() - 1);
  }

  private static void literal(String text, List<Piece> into) {
    if (!text.isEmpty()) {
      into.add(new Literal(text, quoted(text)));
    }
  }

  /// The patterns, apart, so that they are nobody else's.
  final class Braces {
    private static final Pattern ANY = Pattern.compile("\\{\\{([^{}]{0,100})}}");
    private static final Pattern MEANT = Pattern.compile("[\\w .-]*");

    private Braces() {}
  }
}
