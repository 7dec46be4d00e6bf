package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Usage;

/// Writes a usage as the wire means it: input without what was read from or written to a cache.
final class MessagesUsage {
  private static final String SEARCHES = "web_search";

  private MessagesUsage() {}

  /// The members of the whole usage.
  static void write(Usage usage, JsonOutput out) {
    write(usage, true, out);
  }

  /// Those that the end of a stream has. How long what was written is kept is none of them: it is
  /// said nevertheless where it is not the usual five minutes, since it is not said elsewhere.
  static void writeAtEnd(Usage usage, JsonOutput out) {
    write(usage, usage.cacheWrite1h() > 0, out);
  }

  private static void write(Usage usage, boolean terms, JsonOutput out) {
    out.object("usage")
        .number("input_tokens", usage.plainInput())
        .number("cache_creation_input_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
        .number("cache_read_input_tokens", usage.cacheRead());
    if (terms) {
      out.object("cache_creation")
          .number("ephemeral_5m_input_tokens", usage.cacheWrite5m())
          .number("ephemeral_1h_input_tokens", usage.cacheWrite1h())
          .endObject();
    }
    out.number("output_tokens", usage.output());
    if (usage.reasoning() > 0) {
      out.object("output_tokens_details").number("thinking_tokens", usage.reasoning()).endObject();
    }
    long searches = usage.beyond().getOrDefault(SEARCHES, 0L);
    if (searches > 0) {
      out.object("server_tool_use").number("web_search_requests", searches).endObject();
    }
    out.endObject();
  }
}
