package dev.weir.simulator.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.simulator.script.Directive;
import dev.weir.simulator.script.Prompt;
import dev.weir.simulator.script.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Reads the bodies of both dialects.
public final class CallReader {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CHOICES_MAX = 128;

  private CallReader() {}

  /// @throws BadRequest with the message the provider's error shall carry
  public static Call read(Endpoint endpoint, byte[] body) throws BadRequest {
    if (endpoint == Endpoint.OPENAI_MODELS || endpoint == Endpoint.ANTHROPIC_MODELS) {
      var nothing = new Wish("", new Prompt(List.of(), 0, 0), -1, 1, false, 0);
      return new Call(endpoint, nothing, false, false, false, false, null, List.of(), false, 0);
    }
    JsonNode root = tree(body);
    String model = root.path("model").asText("");
    if (model.isEmpty()) {
      throw new BadRequest(
          endpoint.provider() == Provider.OPENAI
              ? "you must provide a model parameter"
              : "model: Field required");
    }
    var texts = new Texts();
    List<String> inputs = readInput(endpoint, root, texts);
    JsonNode options = root.path("stream_options");
    var hash = new CRC32C();
    hash.update(body);
    var wish =
        new Wish(
            model,
            new Prompt(texts.all, texts.messages, texts.images),
            tokensMax(endpoint, root),
            endpoint.provider() == Provider.OPENAI ? choices(root) : 1,
            endpoint != Endpoint.EMBEDDING && endpoint != Endpoint.TOKEN_COUNT,
            hash.getValue());
    return new Call(
        endpoint,
        wish,
        root.path("stream").asBoolean(false),
        options.path("include_usage").asBoolean(false),
        options.path("include_obfuscation").asBoolean(true),
        root.path("logprobs").asBoolean(false),
        texts.directive,
        inputs,
        root.path("encoding_format").asText().equals("base64"),
        dimensions(root, model));
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

  private static List<String> readInput(Endpoint endpoint, JsonNode root, Texts texts)
      throws BadRequest {
    return switch (endpoint) {
      case EMBEDDING -> texts.plain(required(root, "input", endpoint));
      case COMPLETION -> {
        texts.plain(required(root, "prompt", endpoint));
        yield List.of();
      }
      default -> {
        texts.add(root.path("system"), false);
        for (JsonNode message : required(root, "messages", endpoint)) {
          texts.message(message);
        }
        texts.tools(root.path("tools"));
        yield List.of();
      }
    };
  }

  private static JsonNode required(JsonNode root, String name, Endpoint endpoint)
      throws BadRequest {
    JsonNode value = root.path(name);
    if (value.isMissingNode() || value.isNull() || (name.equals("messages") && value.isEmpty())) {
      throw new BadRequest(
          endpoint.provider() == Provider.OPENAI
              ? "Missing required parameter: '" + name + "'."
              : name + ": Field required");
    }
    return value;
  }

  private static long tokensMax(Endpoint endpoint, JsonNode root) throws BadRequest {
    JsonNode newer = root.path("max_completion_tokens");
    JsonNode limit = newer.isNumber() ? newer : root.path("max_tokens");
    if (!limit.isNumber()) {
      if (endpoint == Endpoint.MESSAGE) {
        throw new BadRequest("max_tokens: Field required");
      }
      return -1;
    }
    if (limit.asLong() < 1) {
      throw new BadRequest("Invalid 'max_tokens': integer below minimum value. Expected >= 1.");
    }
    return limit.asLong();
  }

  private static int choices(JsonNode root) throws BadRequest {
    int choices = root.path("n").asInt(1);
    if (choices < 1 || choices > CHOICES_MAX) {
      throw new BadRequest("Invalid 'n': must be from 1 to " + CHOICES_MAX + ".");
    }
    return choices;
  }

  private static int dimensions(JsonNode root, String model) throws BadRequest {
    int dimensions = root.path("dimensions").asInt(model.endsWith("-large") ? 3072 : 1536);
    if (dimensions < 1 || dimensions > 8192) {
      throw new BadRequest("Invalid 'dimensions': must be from 1 to 8192.");
    }
    return dimensions;
  }

  /// Collects what the provider reads, and the last directive of a user.
  private static final class Texts {
    private final List<String> all = new ArrayList<>();
    private int messages;
    private int images;
    private @Nullable String directive;

    void message(JsonNode message) {
      messages++;
      String role = message.path("role").asText("");
      all.add(role);
      if (message.has("name")) {
        all.add(message.path("name").asText());
      }
      add(message.path("content"), role.equals("user"));
      if (message.has("tool_calls")) {
        all.add(message.path("tool_calls").toString());
      }
    }

    void add(JsonNode content, boolean user) {
      if (content.isTextual()) {
        text(content.asText(), user);
      }
      if (content.isArray()) {
        content.forEach(part -> part(part, user));
      }
    }

    private void part(JsonNode part, boolean user) {
      switch (part.path("type").asText("")) {
        case "image", "image_url", "input_image" -> images++;
        case "tool_result" -> add(part.path("content"), false);
        case "tool_use" -> all.add(part.path("input").toString());
        default -> text(part.path("text").asText(""), user);
      }
    }

    void tools(JsonNode tools) {
      if (tools.isArray() && !tools.isEmpty()) {
        all.add(tools.toString());
      }
    }

    /// A prompt or an input: one text, several, or token ids (each of which counts as a word).
    List<String> plain(JsonNode value) {
      var found = new ArrayList<String>();
      if (value.isArray() && !value.isEmpty() && !value.get(0).isNumber()) {
        value.forEach(one -> found.add(one.isTextual() ? one.asText() : "a ".repeat(one.size())));
      } else {
        found.add(value.isTextual() ? value.asText() : "a ".repeat(value.size()));
      }
      found.forEach(text -> text(text, true));
      return found;
    }

    private void text(String text, boolean user) {
      all.add(text);
      String found = user ? Directive.find(text) : null;
      if (found != null) {
        directive = found;
      }
    }
  }
}
