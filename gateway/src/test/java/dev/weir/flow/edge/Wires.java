package dev.weir.flow.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

/// Requests and answers of both dialects, as short as their readers allow.
final class Wires {
  private Wires() {}

  static byte[] request(boolean stream, boolean usage, String model, int maxTokens, String text) {
    String options =
        stream
            ? ",\"stream\":true" + (usage ? ",\"stream_options\":{\"include_usage\":true}" : "")
            : "";
    return "{\"model\":\"%s\",\"max_tokens\":%d%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(model, maxTokens, options, text)
        .getBytes(UTF_8);
  }

  static String openAiWhole(String model, String text, String usage) {
    return "{\"id\":\"r\",\"object\":\"chat.completion\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"%s\"},\"finish_reason\":\"stop\"}]%s}"
        .formatted(model, text, usage.isEmpty() ? "" : ",\"usage\":" + usage);
  }

  static String anthropicWhole(String model, String text, String usage) {
    return "{\"id\":\"r\",\"type\":\"message\",\"model\":\"%s\",\"content\":[{\"type\":\"text\",\"text\":\"%s\"}],\"stop_reason\":\"end_turn\"%s}"
        .formatted(model, text, usage.isEmpty() ? "" : ",\"usage\":" + usage);
  }

  static String openAiUsage(long input, long output, long total) {
    return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
        .formatted(input, output, total);
  }

  static String anthropicUsage(long input, long output) {
    return "{\"input_tokens\":%d,\"output_tokens\":%d}".formatted(input, output);
  }

  /// A stream as OpenAI sends it when it was asked for usage; empty usage = it forgets.
  static String openAiStream(String model, String[] words, String usage) {
    StringBuilder events = new StringBuilder();
    String nullUsage = usage.isEmpty() ? "" : ",\"usage\":null";
    for (String word : words) {
      events.append(
          "data: {\"id\":\"r\",\"object\":\"chat.completion.chunk\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]%s}\n\n"
              .formatted(model, word, nullUsage));
    }
    events.append(
        "data: {\"id\":\"r\",\"object\":\"chat.completion.chunk\",\"model\":\"%s\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]%s}\n\n"
            .formatted(model, nullUsage));
    if (!usage.isEmpty()) {
      events.append(
          "data: {\"id\":\"r\",\"object\":\"chat.completion.chunk\",\"model\":\"%s\",\"choices\":[],\"usage\":%s}\n\n"
              .formatted(model, usage));
    }
    return events.append("data: [DONE]\n\n").toString();
  }

  static String anthropicStream(String model, String[] words, long input, long output) {
    StringBuilder events = new StringBuilder();
    event(
        events,
        "message_start",
        "\"message\":{\"id\":\"r\",\"model\":\"%s\",\"usage\":%s}"
            .formatted(model, anthropicUsage(input, 1)));
    event(
        events,
        "content_block_start",
        "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}");
    for (String word : words) {
      event(
          events,
          "content_block_delta",
          "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"%s\"}".formatted(word));
    }
    event(events, "content_block_stop", "\"index\":0");
    event(
        events,
        "message_delta",
        "\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":%d}"
            .formatted(output));
    event(events, "message_stop", "\"z\":0");
    return events.toString();
  }

  private static void event(StringBuilder events, String type, String members) {
    events.append("event: %s\ndata: {\"type\":\"%s\",%s}\n\n".formatted(type, type, members));
  }
}
