package dev.weir.simulator.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.simulator.script.Forms;
import dev.weir.simulator.script.Prompt;
import dev.weir.simulator.script.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/// The door of this room: reads a request's body by its wire.
public final class CallReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private CallReader() {}

  /// @throws BadRequest with the message the provider's error shall carry
  public static Call read(Asked asked, byte[] body) throws BadRequest {
    Endpoint endpoint = asked.endpoint();
    if (endpoint.isCatalogue()) {
      var nothing = new Wish("", new Prompt(List.of(), 0, 0), -1, 1, false, 0, Forms.NONE);
      return new Call(asked, nothing, false, false, false, false, null, List.of(), false, 0);
    }
    JsonNode root = tree(body);
    requireGuise(asked, root);
    String model = model(asked, root);
    var texts = new Texts();
    List<String> inputs = readInput(asked, root, texts);
    JsonNode options = root.path("stream_options");
    var hash = new CRC32C();
    hash.update(body);
    var wish =
        new Wish(
            model,
            texts.prompt(),
            Limits.tokensMax(endpoint, root),
            Limits.choices(endpoint, root),
            generates(endpoint),
            hash.getValue(),
            FormReader.read(endpoint, root));
    return new Call(
        asked,
        wish,
        asked.stream() || (bodySaysStream(endpoint) && root.path("stream").asBoolean(false)),
        options.path("include_usage").asBoolean(false),
        options.path("include_obfuscation").asBoolean(true),
        root.path("logprobs").asBoolean(false),
        texts.directive(),
        inputs,
        root.path("encoding_format").asText().equals("base64"),
        Limits.dimensions(root, model));
  }

  private static JsonNode tree(byte[] body) throws BadRequest {
    try {
      JsonNode root = JSON.readTree(body);
      if (root == null || !root.isObject()) {
        throw new BadRequest("the body must be a JSON object");
      }
      return root;
    } catch (JsonProcessingException e) {
      throw new BadRequest(
          "We could not parse the JSON body of your request. (HINT: This likely means you aren't"
              + " using your HTTP library correctly. The API expects a JSON payload, but what was"
              + " sent was not valid JSON.)");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Vendors that pass Anthropic's bodies on have the model in their path.
  private static void requireGuise(Asked asked, JsonNode root) throws BadRequest {
    boolean invoked = asked.endpoint() == Endpoint.INVOKE;
    boolean passedOn = asked.endpoint() == Endpoint.MESSAGE && !asked.model().isEmpty();
    if (!invoked && !passedOn) {
      return;
    }
    for (String superfluous : invoked ? List.of("model", "stream") : List.of("model")) {
      if (root.has(superfluous)) {
        throw new BadRequest(
            invoked
                ? "Malformed input request: #: extraneous key [%s] is not permitted, please reformat your input and try again."
                    .formatted(superfluous)
                : superfluous + ": Extra inputs are not permitted");
      }
    }
    if (!root.path("anthropic_version").isTextual()) {
      throw new BadRequest("anthropic_version: Field required");
    }
  }

  private static String model(Asked asked, JsonNode root) throws BadRequest {
    if (!asked.model().isEmpty()) {
      return asked.model();
    }
    String model = root.path("model").asText("");
    if (model.isEmpty()) {
      throw new BadRequest(
          asked.provider() == Provider.OPENAI
              ? "you must provide a model parameter"
              : missing(asked.provider(), "model"));
    }
    return model;
  }

  private static List<String> readInput(Asked asked, JsonNode root, Texts texts) throws BadRequest {
    var messages = new MessagesInput(texts);
    var gemini = new GeminiInput(texts);
    switch (asked.endpoint()) {
      case EMBEDDING -> {
        return messages.plain(required(asked, root, "input"));
      }
      case COMPLETION -> messages.plain(required(asked, root, "prompt"));
      case CHAT, MESSAGE, TOKEN_COUNT, INVOKE ->
          messages.read(root, required(asked, root, "messages"));
      case RESPONSE -> new ResponsesInput(texts).read(root, required(asked, root, "input"));
      case GENERATE -> {
        required(asked, root, "contents");
        gemini.read(root);
      }
      case CONTENT_COUNT ->
          gemini.read(root.has("contents") ? root : root.path("generateContentRequest"));
      case EMBED -> {
        return List.of(gemini.embedded(required(asked, root, "content")));
      }
      case EMBED_BATCH -> {
        var inputs = new ArrayList<String>();
        required(asked, root, "requests")
            .forEach(one -> inputs.add(gemini.embedded(one.path("content"))));
        return inputs;
      }
      case CONVERSE -> new ConverseInput(texts).read(root, required(asked, root, "messages"));
      case OPENAI_MODELS, ANTHROPIC_MODELS ->
          throw new IllegalStateException("a catalogue has no input");
    }
    return List.of();
  }

  private static JsonNode required(Asked asked, JsonNode root, String name) throws BadRequest {
    JsonNode value = root.path(name);
    boolean conversation = !name.equals("input") && !name.equals("prompt");
    if (value.isMissingNode() || value.isNull() || (conversation && value.isEmpty())) {
      throw new BadRequest(missing(asked.provider(), name));
    }
    return value;
  }

  private static String missing(Provider provider, String name) {
    return switch (provider) {
      case OPENAI, AZURE -> "Missing required parameter: '" + name + "'.";
      case ANTHROPIC -> name + ": Field required";
      case GEMINI, VERTEX -> "* " + name + " is not specified\n";
      case BEDROCK ->
          "1 validation error detected: Value at '"
              + name
              + "' failed to satisfy constraint: Member must not be null";
    };
  }

  /// Whether the answer has text of its own.
  private static boolean generates(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT, COMPLETION, RESPONSE, MESSAGE, GENERATE, CONVERSE, INVOKE -> true;
      case EMBEDDING,
          OPENAI_MODELS,
          TOKEN_COUNT,
          ANTHROPIC_MODELS,
          EMBED,
          EMBED_BATCH,
          CONTENT_COUNT ->
          false;
    };
  }

  private static boolean bodySaysStream(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT, COMPLETION, RESPONSE, MESSAGE -> true;
      case EMBEDDING,
          OPENAI_MODELS,
          TOKEN_COUNT,
          ANTHROPIC_MODELS,
          GENERATE,
          EMBED,
          EMBED_BATCH,
          CONTENT_COUNT,
          CONVERSE,
          INVOKE ->
          false;
    };
  }
}
