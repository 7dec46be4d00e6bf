package dev.weir.flow.agreement;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Set;

/// Tokens of every modality, as charges tell them apart; together they are all there are.
///
/// @param input neither read from nor written to a cache
/// @param output without reasoning
public record Tokens(
    long input, long cacheRead, long cacheWrite5m, long cacheWrite1h, long output, long reasoning) {
  static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

  private static final String INPUT = "input";
  private static final String OUTPUT = "output";
  private static final String CACHE_READ = "cache_read";
  private static final String CACHE_WRITE_5M = "cache_write_5m";
  private static final String CACHE_WRITE_1H = "cache_write_1h";
  private static final String REASONING = "reasoning";

  /// What weights may be of.
  static final Set<String> NAMES =
      Set.of(INPUT, OUTPUT, CACHE_READ, CACHE_WRITE_5M, CACHE_WRITE_1H, REASONING);

  public long sum() {
    return input + cacheRead + cacheWrite5m + cacheWrite1h + output + reasoning;
  }

  /// With a weight for each: 1 if not said, of what a cache has that of input, of reasoning that of
  /// output. What was taken back on balance counts as nothing.
  BigDecimal weighted(Map<String, BigDecimal> weights) {
    BigDecimal in = weights.getOrDefault(INPUT, BigDecimal.ONE);
    BigDecimal out = weights.getOrDefault(OUTPUT, BigDecimal.ONE);
    return times(input, in)
        .add(times(cacheRead, weights.getOrDefault(CACHE_READ, in)))
        .add(times(cacheWrite5m, weights.getOrDefault(CACHE_WRITE_5M, in)))
        .add(times(cacheWrite1h, weights.getOrDefault(CACHE_WRITE_1H, in)))
        .add(times(output, out))
        .add(times(reasoning, weights.getOrDefault(REASONING, out)));
  }

  private static BigDecimal times(long tokens, BigDecimal weight) {
    return weight.multiply(BigDecimal.valueOf(Math.max(0, tokens)));
  }
}
