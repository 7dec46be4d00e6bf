package dev.weir.flow.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What an answer says of its usage, by another library, slowly, and without a look at any path
/// that Weir has as data: the fields are those that the vendors' documentation and the recordings
/// name.
///
/// @param figures in canonical sense: input, cache read, writes 5m and 1h, output, reasoning; none
///   if the answer says no whole usage
/// @param possible whether the figures can all be true
public record SlowUsage(List<Long> figures, boolean possible) {
  private static final SlowUsage NONE = new SlowUsage(List.of(), true);

  public boolean said() {
    return !figures.isEmpty();
  }

  /// The usage if it is whole and can be true.
  public Optional<List<Long>> believable() {
    return said() && possible ? Optional.of(figures) : Optional.empty();
  }

  /// Of operations that are no wire: billed units, evaluation counts, or a total alone.
  private static SlowUsage other(List<JsonNode> documents) {
    SlowUsage found = NONE;
    for (JsonNode document : documents) {
      JsonNode units = document.findPath("billed_units");
      if (units.has("input_tokens")) {
        found = plain(units.path("input_tokens").asLong(), units.path("output_tokens").asLong());
      } else if (document.has("prompt_eval_count")) {
        found =
            plain(
                document.path("prompt_eval_count").asLong(), document.path("eval_count").asLong());
      } else if (document.path("usage").has("total_tokens")) {
        found = openAi(document.path("usage"));
      }
    }
    return found;
  }

  private static SlowUsage plain(long input, long output) {
    return new SlowUsage(List.of(input, 0L, 0L, 0L, output, 0L), true);
  }

  /// @param documents the JSON of the answer's body, or of its events in their order
  public static SlowUsage of(Wire wire, List<JsonNode> documents) throws IOException {
    if (!wire.known()) {
      return other(documents);
    }
    return switch (wire.dialect()) {
      case OPENAI -> openAi(documents);
      case ANTHROPIC -> anthropic(documents);
      case GEMINI -> gemini(documents);
      case BEDROCK -> converse(documents);
    };
  }

  private static SlowUsage openAi(List<JsonNode> documents) {
    SlowUsage found = NONE;
    for (JsonNode document : documents) {
      JsonNode usage =
          Stream.of(
                  document.path("usage"),
                  document.path("response").path("usage"),
                  document.path("x_groq").path("usage"))
              .filter(JsonNode::isObject)
              .findFirst()
              .orElse(document.path("nothing"));
      if (usage.isObject() && usage.has("total_tokens")) {
        found = openAi(usage);
      }
    }
    return found;
  }

  private static SlowUsage openAi(JsonNode usage) {
    long total = usage.path("total_tokens").asLong();
    boolean totalOnly = !usage.has("prompt_tokens") && !usage.has("input_tokens");
    long input = totalOnly ? total : either(usage, "prompt_tokens", "input_tokens");
    long output = either(usage, "completion_tokens", "output_tokens");
    long reasoning =
        Stream.of("completion_tokens_details", "output_tokens_details", "completion_token_details")
            .mapToLong(details -> usage.path(details).path("reasoning_tokens").asLong())
            .max()
            .orElse(0);
    long cached =
        Stream.of("prompt_tokens_details", "input_tokens_details", "prompt_token_details")
            .mapToLong(details -> usage.path(details).path("cached_tokens").asLong())
            .max()
            .orElse(0);
    for (String name : List.of("cached_tokens", "num_cached_tokens", "prompt_cache_hit_tokens")) {
      cached = Math.max(cached, usage.path(name).asLong());
    }
    long written =
        Stream.of("prompt_tokens_details", "input_tokens_details")
            .mapToLong(details -> usage.path(details).path("cache_write_tokens").asLong())
            .max()
            .orElse(0);
    // xAI's chat has reasoning beside the output, Gemini's compatible chat hides it in the total.
    boolean possible = total >= input + output;
    output = total - input;
    return new SlowUsage(
        List.of(input, cached, written, 0L, output, reasoning),
        possible && cached + written <= input && reasoning <= output);
  }

  private static long either(JsonNode usage, String one, String other) {
    return usage.path(usage.has(one) ? one : other).asLong();
  }

  private static SlowUsage gemini(List<JsonNode> documents) {
    SlowUsage found = NONE;
    boolean whole = documents.size() == 1;
    for (JsonNode document : documents) {
      whole |= document.at("/candidates/0").has("finishReason") || document.has("promptFeedback");
      JsonNode usage = document.path("usageMetadata");
      if (usage.isObject() && (usage.has("promptTokenCount") || usage.has("totalTokenCount"))) {
        long input =
            usage.path("promptTokenCount").asLong()
                + usage.path("toolUsePromptTokenCount").asLong();
        long thoughts = usage.path("thoughtsTokenCount").asLong();
        long output = either(usage, "candidatesTokenCount", "responseTokenCount") + thoughts;
        long cached = usage.path("cachedContentTokenCount").asLong();
        boolean sums =
            !usage.has("totalTokenCount")
                || usage.path("totalTokenCount").asLong() == input + output;
        found = new SlowUsage(List.of(input, cached, 0L, 0L, output, thoughts), sums);
      }
    }
    return whole ? found : NONE;
  }

  private static SlowUsage anthropic(List<JsonNode> documents) throws IOException {
    var merged = (ObjectNode) Recordings.tree("{}");
    boolean whole = false;
    for (JsonNode document : documents) {
      boolean start = document.path("type").asText().equals("message_start");
      JsonNode usage = start ? document.path("message").path("usage") : document.path("usage");
      if (usage.isObject()) {
        whole |= !start;
        usage.properties().stream()
            .filter(p -> !p.getValue().isNull())
            .forEach(p -> merged.set(p.getKey(), p.getValue()));
      }
    }
    if (!whole || !merged.has("input_tokens")) {
      return NONE;
    }
    long read = merged.path("cache_read_input_tokens").asLong();
    long written = merged.path("cache_creation_input_tokens").asLong();
    long hour = merged.path("cache_creation").path("ephemeral_1h_input_tokens").asLong();
    return new SlowUsage(
        List.of(
            merged.path("input_tokens").asLong() + read + written,
            read,
            written - hour,
            hour,
            merged.path("output_tokens").asLong(),
            merged.path("output_tokens_details").path("thinking_tokens").asLong()),
        true);
  }

  private static SlowUsage converse(List<JsonNode> documents) {
    SlowUsage found = NONE;
    for (JsonNode document : documents) {
      JsonNode usage = document.path("usage");
      if (usage.has("inputTokens") && usage.has("outputTokens")) {
        long read = either(usage, "cacheReadInputTokens", "cacheReadInputTokenCount");
        long written = either(usage, "cacheWriteInputTokens", "cacheWriteInputTokenCount");
        long hour = 0;
        for (JsonNode term : usage.path("cacheDetails")) {
          hour += term.path("ttl").asText().equals("1h") ? term.path("inputTokens").asLong() : 0;
        }
        found =
            new SlowUsage(
                List.of(
                    usage.path("inputTokens").asLong() + read + written,
                    read,
                    written - hour,
                    hour,
                    usage.path("outputTokens").asLong(),
                    0L),
                true);
      }
    }
    return found;
  }

  /// The same figures of what Weir read.
  public static List<Long> figures(Usage usage) {
    return List.of(
        usage.input(),
        usage.cacheRead(),
        usage.cacheWrite5m(),
        usage.cacheWrite1h(),
        usage.output(),
        usage.reasoning());
  }
}
