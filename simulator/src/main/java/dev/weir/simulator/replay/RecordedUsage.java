package dev.weir.simulator.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the usage out of recorded bodies of OpenAI's and Anthropic's wires.
///
/// OpenAI's input includes cached tokens, Anthropic's does not; Anthropic's streams give the input
/// at the start and the cumulative output at the end.
final class RecordedUsage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedUsage() {}

  static Optional<Usage> of(String body, boolean streaming) {
    try {
      JsonNode block = streaming ? lastOfStream(body) : JSON.readTree(body).path("usage");
      return block == null ? Optional.empty() : Optional.ofNullable(canonical(block));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      // A body that is not JSON, or counts that contradict each other: the bill is not known.
      return Optional.empty();
    }
  }

  private static @Nullable JsonNode lastOfStream(String body) throws JsonProcessingException {
    JsonNode last = null;
    JsonNode start = null;
    for (String line : body.split("\n", -1)) {
      if (line.startsWith("data: {")) {
        JsonNode event = JSON.readTree(line.substring("data: ".length()));
        JsonNode message = event.path("message").path("usage");
        JsonNode whole = event.path("usage");
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
