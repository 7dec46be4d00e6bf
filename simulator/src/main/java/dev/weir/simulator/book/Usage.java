package dev.weir.simulator.book;

/// Tokens of one answer in canonical form.
///
/// `input` includes cache reads and both kinds of cache writes, `output` includes `reasoning`; each
/// wire dialect derives its own fields from these.
public record Usage(
    long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output, long reasoning) {
  public static final Usage NONE = new Usage(0, 0, 0, 0, 0, 0);

  public Usage {
    if (cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0 || reasoning < 0) {
      throw new IllegalArgumentException("token counts must not be negative");
    }
    if (cacheRead + cacheWrite5m + cacheWrite1h > input) {
      throw new IllegalArgumentException(
          "cached, write5m and write1h together exceed the input of " + input + " tokens");
    }
    if (reasoning > output) {
      throw new IllegalArgumentException(
          "reasoning of " + reasoning + " exceeds the output of " + output + " tokens");
    }
  }

  /// Input that was neither read from nor written to a cache.
  public long freshInput() {
    return input - cacheRead - cacheWrite();
  }

  public long cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }

  /// The same input with only `produced` tokens of output: what a stream that ended early costs.
  public Usage producing(long produced) {
    return new Usage(
        input, cacheRead, cacheWrite5m, cacheWrite1h, produced, Math.min(reasoning, produced));
  }

  public Usage times(long factor) {
    return new Usage(
        input * factor,
        cacheRead * factor,
        cacheWrite5m * factor,
        cacheWrite1h * factor,
        output * factor,
        reasoning * factor);
  }

  public Usage plus(Usage other) {
    return new Usage(
        input + other.input,
        cacheRead + other.cacheRead,
        cacheWrite5m + other.cacheWrite5m,
        cacheWrite1h + other.cacheWrite1h,
        output + other.output,
        reasoning + other.reasoning);
  }
}
