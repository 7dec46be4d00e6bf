package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Plan;

/// What Converse's whole answers and its streams share.
final class ConverseFields {
  private static final String PADDING =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ01234567";

  private ConverseFields() {}

  /// What hides the length of a payload: a beginning of the alphabet.
  static String padding(int index) {
    return PADDING.substring(0, 1 + index * 17 % PADDING.length());
  }

  /// Input without what was read from or written to a cache, the caches under two names each, and a
  /// total of all.
  static ObjectNode usage(Usage usage) {
    ObjectNode block = Json.object();
    if (usage.cacheWrite() > 0) {
      ArrayNode details = block.putArray("cacheDetails");
      detail(details, usage.cacheWrite5m(), "5m");
      detail(details, usage.cacheWrite1h(), "1h");
    }
    block
        .put("cacheReadInputTokenCount", usage.cacheRead())
        .put("cacheReadInputTokens", usage.cacheRead())
        .put("cacheWriteInputTokenCount", usage.cacheWrite())
        .put("cacheWriteInputTokens", usage.cacheWrite())
        .put("inputTokens", usage.freshInput())
        .put("outputTokens", usage.output());
    block.putObject("serverToolUsage");
    return block.put("totalTokens", usage.input() + usage.output());
  }

  private static void detail(ArrayNode details, long tokens, String ttl) {
    if (tokens > 0) {
      details.addObject().put("inputTokens", tokens).put("ttl", ttl);
    }
  }

  static String stopReason(Plan plan) {
    return switch (plan.finish()) {
      case STOP -> "end_turn";
      case LIMIT -> "max_tokens";
      case TOOL -> "tool_use";
      case FILTER -> "guardrail_intervened";
    };
  }

  static String toolUseId(Identity identity, int index) {
    return Ids.letters("tooluse_", 22, identity.row() + index * 1_000_003L);
  }

  static long latencyMillis(Plan plan) {
    return plan.latency().ttftNanos() / 1_000_000 + 1;
  }
}
