package dev.weir.simulator.script;

import java.util.ArrayList;
import java.util.List;

/// What stands around the words of a text, in fragments, so that the whole has a given form.
///
/// @param words whether the fragments between head and tail are words; otherwise they are blanks,
///   which JSON allows at its end
public record Shape(List<String> head, List<String> tail, boolean words) {
  /// Nothing but words.
  public static final Shape PROSE = new Shape(List.of(), List.of(), true);

  /// The arguments of a tool whose form nobody asked for; each fragment is one token.
  public static final Shape ARGUMENTS =
      new Shape(List.of("{\"", "input", "\":\"", "The"), List.of("\"}"), true);

  private static final int FRAGMENT = 4;

  public Shape {
    head = List.copyOf(head);
    tail = List.copyOf(tail);
  }

  /// A given JSON text with room for words between two parts of it.
  static Shape around(String before, String after, boolean words) {
    return new Shape(pieces(before), pieces(after), words);
  }

  boolean isProse() {
    return head.isEmpty() && tail.isEmpty();
  }

  /// The fewest fragments with which the whole is there.
  int tokensMin() {
    return head.size() + tail.size();
  }

  /// This form in at most so many fragments; longer ones where there are not enough.
  Shape within(int tokens) {
    if (tokens >= tokensMin() || tokens == 0) {
      return this;
    }
    String before = String.join("", head);
    String after = String.join("", tail);
    return tokens == 1 || after.isEmpty()
        ? new Shape(List.of(before + after), List.of(), words)
        : new Shape(List.of(before), List.of(after), words);
  }

  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    int from = 0;
    while (from < text.length()) {
      int left = text.codePointCount(from, text.length());
      int to = text.offsetByCodePoints(from, Math.min(FRAGMENT, left));
      pieces.add(text.substring(from, to));
      from = to;
    }
    return pieces;
  }
}
