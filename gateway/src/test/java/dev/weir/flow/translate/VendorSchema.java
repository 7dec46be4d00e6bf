package dev.weir.flow.translate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.openai.OpenAiSchema;
import java.io.IOException;
import java.util.List;

/// What a vendor itself says of the form of a wire: OpenAI by the description of its API, the
/// others by the types of their own clients. Each method says what is wrong, each with where it is;
/// nothing if it is valid. A member that the vendor does not know is wrong in whatever Weir sends.
interface VendorSchema {

  List<String> request(JsonNode body) throws IOException;

  List<String> answer(JsonNode body) throws IOException;

  /// @param name of the event where the wire has it outside of its JSON
  List<String> event(String name, JsonNode data) throws IOException;

  /// Skips the test where OpenAI's is absent.
  static VendorSchema of(Wire wire) throws IOException {
    return switch (wire) {
      case OPENAI_CHAT ->
          new OpenAi(
              OpenAiSchema.read(),
              "CreateChatCompletionRequest",
              "CreateChatCompletionResponse",
              "CreateChatCompletionStreamResponse");
      case OPENAI_RESPONSES ->
          new OpenAi(OpenAiSchema.read(), "CreateResponse", "Response", "ResponseStreamEvent");
      case ANTHROPIC_MESSAGES -> new AnthropicTypes();
      case GEMINI_GENERATE -> new GenAiTypes();
      case BEDROCK_CONVERSE -> new AwsTypes();
      case OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS, ANTHROPIC_COUNT_TOKENS -> throw none(wire);
      case GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS -> throw none(wire);
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE -> throw none(wire);
    };
  }

  private static IllegalArgumentException none(Wire wire) {
    return new IllegalArgumentException("no conversation: " + wire);
  }

  /// Answers have members of Weir's that OpenAI has not: thoughts and their seals.
  record OpenAi(OpenAiSchema schema, String request, String answer, String event)
      implements VendorSchema {

    @Override
    public List<String> request(JsonNode body) {
      List<String> wrong = schema.wrong(request, body);
      return wrong.isEmpty() ? schema.unknown(request, body) : wrong;
    }

    @Override
    public List<String> answer(JsonNode body) {
      return schema.wrong(answer, without(body));
    }

    @Override
    public List<String> event(String name, JsonNode data) {
      return schema.wrong(event, without(data));
    }

    /// OpenAI itself says that there is no usage yet, against its own description.
    private static JsonNode without(JsonNode said) {
      JsonNode without = said.deepCopy();
      without.findParents("usage").stream()
          .filter(parent -> parent.path("usage").isNull())
          .forEach(parent -> ((ObjectNode) parent).remove("usage"));
      return without;
    }
  }
}
