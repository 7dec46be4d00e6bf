package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/// A line of the control plane's listing of calls.
///
/// @param input tokens neither read from nor written to a cache
/// @param output tokens, reasoning included
/// @param bound most tokens of attempts that nobody ended
/// @param provenance of the attempt known worst
record CallRow(
    String id,
    boolean stream,
    int attempts,
    String refusedAs,
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long output,
    long bound,
    BigDecimal cost,
    String provenance) {

  static CallRow of(JsonNode line) {
    return new CallRow(
        line.path("id").asText(),
        line.path("stream").asBoolean(),
        line.path("attempts").asInt(-1),
        line.path("refused_as").asText(),
        line.path("input_tokens").asLong(-1),
        line.path("cache_read_tokens").asLong(-1),
        line.path("cache_write_5m_tokens").asLong(-1),
        line.path("cache_write_1h_tokens").asLong(-1),
        line.path("output_tokens").asLong(-1) + line.path("reasoning_tokens").asLong(-1),
        line.path("bound_tokens").asLong(-1),
        new BigDecimal(line.path("cost_usd").asText()),
        line.path("provenance").asText());
  }
}
