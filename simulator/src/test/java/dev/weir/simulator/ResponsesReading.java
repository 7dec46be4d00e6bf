package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;

/// Reads OpenAI's Responses: whole answers, and events whose deltas must add up to what is
/// repeated.
final class ResponsesReading {
  private int sequence;

  static void whole(JsonNode response, Read read) {
    for (JsonNode item : response.path("output")) {
      switch (item.path("type").asText()) {
        case "message" ->
            item.path("content").forEach(part -> read.text.append(part.path("text").asText()));
        case "reasoning" -> {
          item.path("summary").forEach(part -> read.thoughts.append(part.path("text").asText()));
          read.seals.add(item.path("encrypted_content").asText());
        }
        default ->
            read.call(
                item.path("call_id").asText(),
                item.path("name").asText(),
                item.path("arguments").asText());
      }
    }
    end(response, read);
  }

  void event(JsonNode event, Read read) {
    assertThat(event.path("sequence_number").asInt()).isEqualTo(sequence++);
    String delta = event.path("delta").asText("");
    switch (event.path("type").asText()) {
      case "response.output_text.delta" -> read.text.append(delta);
      case "response.output_text.done" ->
          assertThat(event.path("text").asText()).isEqualTo(read.text.toString());
      case "response.reasoning_summary_text.delta" -> read.thoughts.append(delta);
      case "response.output_item.added" -> {
        if (event.at("/item/type").asText().equals("function_call")) {
          read.call(event.at("/item/call_id").asText(), event.at("/item/name").asText(), "");
        }
      }
      case "response.output_item.done" -> {
        if (event.at("/item/type").asText().equals("reasoning")) {
          read.seals.add(event.at("/item/encrypted_content").asText());
        }
      }
      case "response.function_call_arguments.delta" -> read.calls.getLast().arguments.append(delta);
      case "response.completed", "response.incomplete" -> {
        var repeated = new Read();
        whole(event.path("response"), repeated);
        assertThat(repeated.text.toString()).isEqualTo(read.text.toString());
        assertThat(repeated.calls).hasSameSizeAs(read.calls);
        end(event.path("response"), read);
      }
      case "error" -> read.error = event.at("/error/message").asText();
      case "response.failed" -> read.finish = event.at("/response/status").asText();
      default -> assertThat(event.path("type").asText()).startsWith("response.");
    }
  }

  private static void end(JsonNode response, Read read) {
    read.finish = response.path("status").asText();
    read.error = response.at("/error/message").asText(read.error);
    JsonNode usage = response.path("usage");
    if (usage.isObject()) {
      read.input = usage.path("input_tokens").asLong();
      read.cached = usage.at("/input_tokens_details/cached_tokens").asLong();
      read.output = usage.path("output_tokens").asLong();
    }
  }
}
