package dev.weir.view.cli;

import java.util.ArrayList;
import java.util.List;

/// A long text cut into bodies of requests, between records.
final class Pieces {
  private static final int RECORDS_MAX = 5_000;
  private static final int CHARACTERS_MAX = 4 << 20;

  private Pieces() {}

  /// One JSON object a line; each piece is an object with a list of them.
  ///
  /// @param name of the list
  static List<String> ofLines(String text, String name) {
    List<String> pieces = new ArrayList<>();
    List<String> piece = new ArrayList<>();
    int characters = 0;
    for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
      if (piece.size() == RECORDS_MAX || characters + line.length() > CHARACTERS_MAX) {
        pieces.add(list(name, piece));
        piece.clear();
        characters = 0;
      }
      piece.add(line);
      characters += line.length();
    }
    pieces.add(list(name, piece));
    return pieces;
  }

  private static String list(String name, List<String> records) {
    return "{\"" + name + "\": [" + String.join(",\n", records) + "]}";
  }

  /// Comma-separated values; each piece begins with the line of names. A line break within quotes
  /// ends no record.
  static List<String> ofTable(String text) {
    int head = recordEnd(text, 0);
    List<String> pieces = new ArrayList<>();
    int from = head;
    int at = head;
    int records = 0;
    while (at < text.length()) {
      at = recordEnd(text, at);
      records++;
      if (records == RECORDS_MAX || at - from > CHARACTERS_MAX || at == text.length()) {
        pieces.add(text.substring(0, head) + text.substring(from, at));
        from = at;
        records = 0;
      }
    }
    return pieces.isEmpty() ? List.of(text) : pieces;
  }

  /// Behind the line break that ends the record which begins here.
  private static int recordEnd(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '"';
      if (c == '\n' && !quoted) {
        return i + 1;
      }
    }
    return text.length();
  }
}
