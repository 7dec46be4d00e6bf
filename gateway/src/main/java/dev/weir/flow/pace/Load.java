package dev.weir.flow.pace;

/// Tokens of a call: those it may take at most, or those it took.
public record Load(long input, long output) {
  public static final Load NONE = new Load(0, 0);

  public Load {
    if (input < 0 || output < 0) {
      throw new IllegalArgumentException(
          "a load is not negative, was %d and %d tokens".formatted(input, output));
    }
  }
}
