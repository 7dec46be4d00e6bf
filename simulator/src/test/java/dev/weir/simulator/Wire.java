package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.List;

/// The wires one can talk on, each with a request of its own and a reading of its answers that
/// shares nothing with what wrote them.
enum Wire {
  CHAT("openai.chat"),
  AZURE_CHAT("openai.chat"),
  RESPONSES("openai.responses"),
  MESSAGES("anthropic.messages"),
  VERTEX_MESSAGES("anthropic.messages"),
  GEMINI("gemini.generate"),
  GEMINI_ARRAY("gemini.generate"),
  VERTEX("gemini.generate"),
  CONVERSE("bedrock.converse"),
  INVOKE("bedrock.invoke");

  private static final String ANSWER =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"},"
          + "\"size\":{\"type\":\"integer\"}},\"required\":[\"city\",\"size\"]}";
  private static final String PLACE =
      "{\"type\":\"object\",\"properties\":{\"place\":{\"type\":\"string\"}}}";

  private final String code;

  Wire(String code) {
    this.code = code;
  }

  /// The name in the book.
  String code() {
    return code;
  }

  String path(boolean stream) {
    String google = stream ? ":streamGenerateContent" : ":generateContent";
    return switch (this) {
      case CHAT -> "/v1/chat/completions";
      case AZURE_CHAT -> "/openai/deployments/m/chat/completions?api-version=2024-10-21";
      case RESPONSES -> "/v1/responses";
      case MESSAGES -> "/v1/messages";
      case VERTEX_MESSAGES ->
          "/v1/projects/p/locations/l/publishers/anthropic/models/m:"
              + (stream ? "streamRawPredict" : "rawPredict");
      case GEMINI -> "/v1beta/models/m" + google + (stream ? "?alt=sse" : "");
      case GEMINI_ARRAY -> "/v1beta/models/m" + google;
      case VERTEX ->
          "/v1/projects/p/locations/l/publishers/google/models/m"
              + google
              + (stream ? "?alt=sse" : "");
      case CONVERSE -> "/model/m/" + (stream ? "converse-stream" : "converse");
      case INVOKE -> "/model/m/" + (stream ? "invoke-with-response-stream" : "invoke");
    };
  }

  /// A request with two tools and a schema for the answer.
  String body(String directive, boolean stream) {
    String prompt = "Say something. [[sim " + directive + "]]";
    String fields =
        switch (this) {
          case CHAT, AZURE_CHAT ->
              """
              "messages":[{"role":"user","content":"%s"}],"stream_options":{"include_usage":true},
              "response_format":{"type":"json_schema","json_schema":{"name":"a","schema":%s}},
              "tools":[{"type":"function","function":{"name":"look","parameters":%s}}]
              """;
          case RESPONSES ->
              """
              "input":[{"role":"user","content":[{"type":"input_text","text":"%s"}]}],
              "text":{"format":{"type":"json_schema","name":"a","schema":%s}},
              "tools":[{"type":"function","name":"look","parameters":%s}]
              """;
          case MESSAGES, VERTEX_MESSAGES, INVOKE ->
              """
              "anthropic_version":"x","max_tokens":100000,
              "messages":[{"role":"user","content":[{"type":"text","text":"%s"}]}],
              "output_config":{"format":{"type":"json_schema","schema":%s}},
              "tools":[{"name":"look","input_schema":%s}]
              """;
          case GEMINI, GEMINI_ARRAY, VERTEX ->
              """
              "contents":[{"role":"user","parts":[{"text":"%s"}]}],
              "generationConfig":{"responseJsonSchema":%s},
              "tools":[{"functionDeclarations":[{"name":"look","parameters":%s}]}]
              """;
          case CONVERSE ->
              """
              "messages":[{"role":"user","content":[{"text":"%s"}]}],
              "outputConfig":{"textFormat":{"type":"json_schema","structure":{"jsonSchema":
                {"schema":%s}}}},
              "toolConfig":{"tools":[{"toolSpec":{"name":"look","inputSchema":{"json":%s}}}]}
              """;
        };
    String answer = this == CONVERSE ? quoted(ANSWER) : ANSWER;
    String model = this == INVOKE || this == VERTEX_MESSAGES ? "" : "\"model\":\"m\",";
    String streams = this == INVOKE ? "" : "\"stream\":" + stream + ",";
    return "{" + model + streams + fields.formatted(prompt, answer, PLACE) + "}";
  }

  Read read(byte[] body, boolean stream) throws Exception {
    var read = new Read();
    if (!stream) {
      whole(Running.json(new String(body, UTF_8)), read);
      return read;
    }
    switch (this) {
      case CHAT, AZURE_CHAT -> {
        for (JsonNode chunk : Events.payloads(body, "\n\n")) {
          ChatReading.take(chunk, read);
        }
      }
      case RESPONSES -> {
        var reading = new ResponsesReading();
        for (JsonNode event : Events.payloads(body, "\n\n")) {
          reading.event(event, read);
        }
      }
      case MESSAGES, VERTEX_MESSAGES -> {
        for (JsonNode event : Events.payloads(body, "\n\n")) {
          MessagesReading.event(event, read);
        }
      }
      case GEMINI, VERTEX -> {
        for (JsonNode chunk : Events.payloads(body, "\r\n\r\n")) {
          GeminiReading.take(chunk, read);
        }
      }
      case GEMINI_ARRAY ->
          Running.json(new String(body, UTF_8)).forEach(chunk -> GeminiReading.take(chunk, read));
      case CONVERSE, INVOKE -> messages(EventMessages.read(body), read);
    }
    return read;
  }

  private void whole(JsonNode answer, Read read) {
    switch (this) {
      case CHAT, AZURE_CHAT -> ChatReading.take(answer, read);
      case RESPONSES -> ResponsesReading.whole(answer, read);
      case MESSAGES, VERTEX_MESSAGES -> MessagesReading.whole(answer, read);
      case INVOKE -> {
        MessagesReading.whole(answer, read);
        read.error = answer.path("message").asText(read.error);
      }
      case GEMINI, GEMINI_ARRAY, VERTEX -> GeminiReading.take(answer, read);
      case CONVERSE -> ConverseReading.whole(answer, read);
    }
  }

  private void messages(List<EventMessages.Message> messages, Read read) throws Exception {
    for (EventMessages.Message message : messages) {
      JsonNode payload = Running.json(message.payload());
      if (message.header(":message-type").equals("exception")) {
        read.error = payload.path("message").asText();
      } else if (this == INVOKE) {
        byte[] json = Base64.getDecoder().decode(payload.path("bytes").asText());
        MessagesReading.event(Running.json(new String(json, UTF_8)), read);
      } else {
        ConverseReading.event(message.header(":event-type"), payload, read);
      }
    }
  }

  private static String quoted(String json) {
    return "\"" + json.replace("\"", "\\\"") + "\"";
  }
}
