package dev.weir.flow.dialect;

import java.util.HashMap;
import java.util.Map;

/// What one attempt consumed, in the canonical sense: `input` counts all input tokens including
/// cache reads and cache writes, `output` counts all output tokens including reasoning. An explicit
/// zero is a reported zero; a usage that was never received is no `Usage` at all. Semantics per
/// provider: docs/pricing.md.
///
/// @param input all input tokens
/// @param cacheRead the part of `input` served from the provider's cache
/// @param cacheWrite5m the part of `input` written to the cache for five minutes (or for the
///   provider's only term)
/// @param cacheWrite1h the part of `input` written to the cache for an hour
/// @param output all output tokens
/// @param reasoning the part of `output` spent on reasoning
/// @param beyond what the wire reported beside the above, by name: tokens by modality, which are
///   parts of the above ([Partition]: `audio_input`, `audio_cache_read`), and quantities counted
///   apart (`web_search`). A price book that cannot price one makes the charge partly unpriced
/// @param provenance how we know
public record Usage(
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long output,
    long reasoning,
    Map<String, Long> beyond,
    Provenance provenance) {

  public Usage {
    beyond = Map.copyOf(beyond);
    long cached = Math.addExact(Math.addExact(cacheRead, cacheWrite5m), cacheWrite1h);
    requirePart("cache tokens", cached, "input", input);
    requirePart("reasoning", reasoning, "output", output);
    if (cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0) {
      throw new IllegalArgumentException(
          "usage is never negative, was read %d, write 5m %d, write 1h %d"
              .formatted(cacheRead, cacheWrite5m, cacheWrite1h));
    }
  }

  /// A usage of plain input and output tokens.
  public static Usage of(long input, long output, Provenance provenance) {
    return new Usage(input, 0, 0, 0, output, 0, Map.of(), provenance);
  }

  /// What two answers consumed, known no better than the worse known of them.
  public Usage plus(Usage other) {
    Map<String, Long> both = new HashMap<>(beyond);
    other.beyond.forEach((name, quantity) -> both.merge(name, quantity, Math::addExact));
    return new Usage(
        Math.addExact(input, other.input),
        Math.addExact(cacheRead, other.cacheRead),
        Math.addExact(cacheWrite5m, other.cacheWrite5m),
        Math.addExact(cacheWrite1h, other.cacheWrite1h),
        Math.addExact(output, other.output),
        Math.addExact(reasoning, other.reasoning),
        both,
        provenance.compareTo(other.provenance) < 0 ? other.provenance : provenance);
  }

  /// Input tokens that were neither read from nor written to a cache.
  public long plainInput() {
    return input - cacheRead - cacheWrite5m - cacheWrite1h;
  }

  /// Output tokens that are not reasoning.
  public long plainOutput() {
    return output - reasoning;
  }

  private static void requirePart(String part, long partTokens, String whole, long wholeTokens) {
    if (partTokens < 0 || partTokens > wholeTokens) {
      throw new IllegalArgumentException(
          "usage: %s must be between 0 and %s, was %d of %d"
              .formatted(part, whole, partTokens, wholeTokens));
    }
  }
}
