package dev.weir.simulator.script;

import java.util.ArrayList;
import java.util.List;

/// Divides the visible tokens of an answer among its parts.
///
/// @param calls the name of each tool to call, in order; empty for an answer in words
/// @param limited whether the caller's limit cuts the answer, so that its last part may be torn
record Composition(
    Directive directive, Forms forms, List<String> calls, long seed, boolean limited) {
  private static final int CALLS_MAX = 64;

  Composition {
    calls = List.copyOf(calls);
  }

  /// The tools a directive names, as often as it says.
  ///
  /// @throws IllegalArgumentException when it says how often, but not which
  static List<String> calls(Directive directive) {
    String named = directive.text("tool");
    if (named == null) {
      if (directive.text("tools") != null || directive.text("say") != null) {
        throw new IllegalArgumentException("tools and say need a tool");
      }
      return List.of();
    }
    List<String> names = List.of(named.split(",", -1));
    long count = directive.number("tools", names.size());
    if (count < 1 || count > CALLS_MAX) {
      throw new IllegalArgumentException("tools must be from 1 to " + CALLS_MAX);
    }
    var calls = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      calls.add(names.get(i % names.size()));
    }
    return calls;
  }

  /// The fewest visible tokens that make every part whole.
  int tokensMin() {
    int tokens = (int) (directive.number("think", 0) + directive.number("say", 0));
    if (calls.isEmpty()) {
      return tokens + shape().tokensMin();
    }
    int longest = 0;
    for (String call : calls) {
      longest = Math.max(longest, shape(call).tokensMin());
    }
    return tokens + longest * calls.size();
  }

  List<Part> parts(int visible) {
    boolean wide = directive.number("utf8", 0) == 1;
    int thought = (int) Math.min(directive.number("think", 0), visible);
    int rest = visible - thought;
    var parts = new ArrayList<Part>();
    if (thought > 0) {
      parts.add(new Part.Thought(text(thought, wide, Shape.PROSE, 1)));
    }
    if (calls.isEmpty()) {
      if (rest > 0 || thought == 0) {
        parts.add(new Part.Words(text(rest, wide, fitting(shape(), rest), 0)));
      }
      return parts;
    }
    int said = (int) Math.min(directive.number("say", 0), rest);
    if (said > 0) {
      parts.add(new Part.Words(text(said, wide, Shape.PROSE, 2)));
    }
    addCalls(parts, rest - said, wide);
    return parts;
  }

  private void addCalls(List<Part> parts, int tokens, boolean wide) {
    int left = tokens;
    for (int i = 0; i < calls.size(); i++) {
      int share = left / (calls.size() - i);
      left -= share;
      String name = calls.get(i);
      Shape shape = fitting(shape(name), share);
      parts.add(new Part.ToolCall(name, text(share, wide, shape, i == 0 ? 0 : 2 + i)));
    }
  }

  private Shape shape() {
    return asksForForm() ? forms.ofAnswer() : Shape.PROSE;
  }

  private Shape shape(String tool) {
    return asksForForm() ? forms.ofTool(tool) : Shape.ARGUMENTS;
  }

  private boolean asksForForm() {
    return directive.number("schema", 0) == 1;
  }

  private Shape fitting(Shape shape, int tokens) {
    return limited || !asksForForm() ? shape : shape.within(tokens);
  }

  private Lexicon.Text text(int tokens, boolean wide, Shape shape, int place) {
    return new Lexicon.Text(Lexicon.mix(seed + place), tokens, wide, shape);
  }
}
