package dev.weir.simulator.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the usage out of recorded bodies in JSON: OpenAI's wires, Anthropic's, Gemini's, Converse.
///
/// OpenAI's and Gemini's input includes cached tokens, Anthropic's and Converse's does not;
/// Anthropic's streams give the input at the start and the cumulative output at the end; Gemini
/// counts thoughts beside its output. AWS's binary streams are not read.
final class RecordedUsage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedUsage() {}

  static Optional<Usage> of(String body, boolean streaming) {
    try {
      JsonNode block = streaming ? lastOfStream(body) : ofWhole(JSON.readTree(body));
      return block == null ? Optional.empty() : Optional.ofNullable(canonical(block));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // A body that is not JSON, or counts that contradict each other: the bill is not known.
      return Optional.empty();
    }
  }

  // Gemini's stream without events is an array whose last element has the usage.
  private static JsonNode ofWhole(JsonNode body) {
    JsonNode root = body.isArray() && !body.isEmpty() ? body.get(body.size() - 1) : body;
    return root.has("usageMetadata") ? root.path("usageMetadata") : root.path("usage");
  }

  private static @Nullable JsonNode lastOfStream(String body) throws JsonProcessingException {
    JsonNode last = null;
    JsonNode start = null;
    for (String line : body.split("\n", -1)) {
      if (line.startsWith("data: {")) {
        JsonNode event = JSON.readTree(line.substring("data: ".length()));
        JsonNode message = event.path("message").path("usage");
        JsonNode whole = ofWhole(event);
        JsonNode response = event.path("response").path("usage");
        start = message.isObject() ? message : start;
        last = whole.isObject() ? whole : response.isObject() ? response : last;
      }
    }
    if (start == null) {
      return last;
    }
    var merged = start.<ObjectNode>deepCopy();
    if (last != null) {
      merged.set("output_tokens", last.path("output_tokens"));
    }
    return merged;
  }

  private static @Nullable Usage canonical(JsonNode block) {
    if (block.has("prompt_tokens")) {
      return openAi(block, "prompt_tokens", "completion_tokens");
    }
    if (block.has("input_tokens_details")) {
      return openAi(block, "input_tokens", "output_tokens");
    }
    if (block.has("promptTokenCount")) {
      return gemini(block);
    }
    if (block.has("inputTokens")) {
      return converse(block);
    }
    return block.has("input_tokens") ? anthropic(block) : null;
  }

  private static Usage openAi(JsonNode block, String input, String output) {
    return new Usage(
        block.path(input).asLong(),
        block.path(input + "_details").path("cached_tokens").asLong(),
        0,
        0,
        block.path(output).asLong(),
        block.path(output + "_details").path("reasoning_tokens").asLong());
  }

  private static Usage gemini(JsonNode block) {
    long thoughts = block.path("thoughtsTokenCount").asLong();
    return new Usage(
        block.path("promptTokenCount").asLong() + block.path("toolUsePromptTokenCount").asLong(),
        block.path("cachedContentTokenCount").asLong(),
        0,
        0,
        block.path("candidatesTokenCount").asLong() + thoughts,
        thoughts);
  }

  private static Usage converse(JsonNode block) {
    long read = block.path("cacheReadInputTokens").asLong();
    long written = block.path("cacheWriteInputTokens").asLong();
    return new Usage(
        block.path("inputTokens").asLong() + read + written,
        read,
        written,
        0,
        block.path("outputTokens").asLong(),
        0);
  }

  private static Usage anthropic(JsonNode block) {
    long read = block.path("cache_read_input_tokens").asLong();
    long written = block.path("cache_creation_input_tokens").asLong();
    long hour = block.path("cache_creation").path("ephemeral_1h_input_tokens").asLong();
    return new Usage(
        block.path("input_tokens").asLong() + read + written,
        read,
        written - hour,
        hour,
        block.path("output_tokens").asLong(),
        block.path("output_tokens_details").path("thinking_tokens").asLong());
  }
}
