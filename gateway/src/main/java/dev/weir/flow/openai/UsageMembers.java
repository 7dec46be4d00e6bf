package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The usage object of a wire of OpenAI, whose figures are canonical: input with cache, output with
/// reasoning. For the caller's eyes: what is charged is read from the provider's bytes elsewhere.
record UsageMembers(String input, String output, String inputDetails, String outputDetails) {
  static final UsageMembers CHAT =
      new UsageMembers(
          "prompt_tokens",
          "completion_tokens",
          "prompt_tokens_details",
          "completion_tokens_details");
  static final UsageMembers RESPONSES =
      new UsageMembers(
          "input_tokens", "output_tokens", "input_tokens_details", "output_tokens_details");

  /// Where some compatible vendors have what was read from a cache.
  private static final Set<String> CACHED =
      Set.of("cached_tokens", "num_cached_tokens", "prompt_cache_hit_tokens");

  /// Empty if it says too little, or what cannot be true.
  Optional<Usage> read(JsonCursor cursor) throws JsonFault {
    var said = new Said();
    Walk.anyMembers(cursor, (name, value) -> member(name, value, said));
    return said.usage();
  }

  private void member(String name, JsonCursor cursor, Said said) throws JsonFault {
    if (name.equals(input)) {
      said.input = cursor.integer();
    } else if (name.equals(output)) {
      said.output = cursor.integer();
    } else if (name.equals("total_tokens")) {
      said.total = cursor.integer();
    } else if (cursor.is(Kind.OBJECT)
        && (name.equals(inputDetails) || name.equals(outputDetails))) {
      said.details(cursor);
    } else if (CACHED.contains(name)) {
      said.cacheRead = Math.max(said.cacheRead, cursor.integer());
    } else {
      cursor.skip();
    }
  }

  void write(Usage usage, JsonOutput out) {
    out.object("usage")
        .number(input, usage.input())
        .number(output, usage.output())
        .number("total_tokens", Math.addExact(usage.input(), usage.output()))
        .object(inputDetails)
        .number("cached_tokens", usage.cacheRead())
        .number("cache_write_tokens", usage.cacheWrite5m() + usage.cacheWrite1h())
        .endObject()
        .object(outputDetails)
        .number("reasoning_tokens", usage.reasoning())
        .endObject()
        .endObject();
  }

  /// −1 = not said.
  private static final class Said {
    private long input = -1;
    private long output = -1;
    private long total = -1;
    private long cacheRead;
    private long cacheWrite;
    private long reasoning;

    private void details(JsonCursor cursor) throws JsonFault {
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "cached_tokens" -> cacheRead = Math.max(cacheRead, cursor.integer());
          case "cache_write_tokens" -> cacheWrite = Math.max(0, cursor.integer());
          case "reasoning_tokens" -> reasoning = Math.max(0, cursor.integer());
          default -> cursor.skip();
        }
      }
    }

    private Optional<Usage> usage() {
      // Some compatible servers count reasoning beside the completion, or nowhere but in the total.
      long all = Math.max(output, total - Math.max(0, input));
      if (input < 0 || output < 0 || cacheRead + cacheWrite > input || reasoning > all) {
        return Optional.empty();
      }
      return Optional.of(
          new Usage(
              input, cacheRead, cacheWrite, 0, all, reasoning, Map.of(), Provenance.REPORTED));
    }
  }
}
