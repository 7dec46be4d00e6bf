package dev.weir.flow.dialect;

import java.util.List;

/// The wires whose requests and answers are read, in the order in which the first byte of a kept
/// input counts them: a new one comes last.
public final class FuzzedWires {
  private static final List<Wire> ALL =
      List.of(
          Wire.OPENAI_CHAT,
          Wire.OPENAI_COMPLETIONS,
          Wire.OPENAI_EMBEDDINGS,
          Wire.ANTHROPIC_MESSAGES,
          Wire.ANTHROPIC_COUNT_TOKENS);

  private FuzzedWires() {}

  /// @param first byte of the input: a digit, or anything
  public static Wire of(byte first) {
    return ALL.get(Math.floorMod(first - '0', ALL.size()));
  }
}
