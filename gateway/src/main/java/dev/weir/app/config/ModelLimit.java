package dev.weir.app.config;

import java.util.List;
import java.util.Map;

/// What may go to some models of a provider together.
public record ModelLimit(
    @Meaning("names, exact or ending in `*`; empty = all") List<String> models,
    @Meaning("0 = no limit") long requestsPerMinute,
    @Meaning("input and output together; 0 = no limit") long tokensPerMinute,
    @Meaning("calls at the same time; 0 = no limit") int concurrency) {
  public static final Map<String, Object> DEFAULTS =
      Map.of("models", List.of(), "requestsPerMinute", 0L, "tokensPerMinute", 0L, "concurrency", 0);
  private static final long MOST = 1_000_000_000_000L;

  public ModelLimit {
    models = List.copyOf(models);
    Require.between("pacing.limits.requests_per_minute", requestsPerMinute, 0, MOST);
    Require.between("pacing.limits.tokens_per_minute", tokensPerMinute, 0, MOST);
    Require.between("pacing.limits.concurrency", concurrency, 0, 1_000_000);
    if (requestsPerMinute == 0 && tokensPerMinute == 0 && concurrency == 0) {
      throw new IllegalArgumentException(
          "an item of pacing.limits must limit something, but limits nothing of " + models);
    }
  }
}
