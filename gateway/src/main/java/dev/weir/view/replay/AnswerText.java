package dev.weir.view.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Reads what answers say about themselves.
final class AnswerText {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String[] INPUTS = {
    "prompt_tokens", "input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens"
  };
  private static final String DATA = "data:";
  private static final byte[] OPENAI_TEXT = bytes("\"content\":\"");
  private static final byte[] ANTHROPIC_TEXT = bytes("text_delta");

  private AnswerText() {}

  /// A whole answer with status 200; without usage it is a failure, as nothing can be compared.
  static Outcome answered(String callId, boolean stream, byte[] body, long firstTokenNanos) {
    long[] usage = {-1, -1};
    try {
      if (stream) {
        readEvents(new String(body, StandardCharsets.UTF_8), usage);
      } else {
        note(JSON.readTree(body).path("usage"), usage);
      }
    } catch (IOException broken) {
      return new Outcome.Failed("unreadable_answer", String.valueOf(broken.getMessage()));
    }
    return usage[0] < 0 || usage[1] < 0
        ? new Outcome.Failed("no_usage", "the answer of call " + callId + " reports no usage")
        : new Outcome.Answered(callId, usage[0], usage[1], firstTokenNanos);
  }

  /// Anthropic's stream reports the input at its start and the output at its end.
  private static void readEvents(String text, long[] usage) throws IOException {
    for (int at = text.indexOf("\"usage\":{"); at >= 0; at = text.indexOf("\"usage\":{", at + 1)) {
      int start = text.lastIndexOf(DATA, at) + DATA.length();
      int newline = text.indexOf('\n', at);
      JsonNode event = JSON.readTree(text.substring(start, newline < 0 ? text.length() : newline));
      note(event.path("message").path("usage"), usage);
      note(event.path("usage"), usage);
    }
  }

  private static void note(JsonNode reported, long[] usage) {
    if (reported.has("prompt_tokens") || reported.has("input_tokens")) {
      long input = 0;
      for (String field : INPUTS) {
        input += reported.path(field).asLong();
      }
      usage[0] = input;
    }
    for (String field : new String[] {"completion_tokens", "output_tokens"}) {
      if (reported.has(field)) {
        usage[1] = reported.path(field).asLong();
      }
    }
  }

  /// An answer with another status.
  static Outcome refused(int status, String retryAfter, byte[] body) {
    String kind = "http_" + status;
    String message = "";
    try {
      JsonNode error = JSON.readTree(body).path("error");
      kind = error.path("code").asText(error.path("type").asText(kind));
      message = error.path("message").asText("");
    } catch (IOException notJson) {
      message = new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
    }
    return new Outcome.Refused(status, kind, message, seconds(retryAfter));
  }

  private static Duration seconds(String retryAfter) {
    try {
      return retryAfter.isEmpty() ? Duration.ZERO : Duration.ofSeconds(Long.parseLong(retryAfter));
    } catch (NumberFormatException aDate) {
      return Duration.ofSeconds(1);
    }
  }

  /// Whether a part of a stream holds text of the answer.
  static boolean hasText(byte[] chunk) {
    int content = indexOf(chunk, OPENAI_TEXT, 0);
    while (content >= 0) {
      int next = content + OPENAI_TEXT.length;
      if (next < chunk.length && chunk[next] != '"') {
        return true;
      }
      content = indexOf(chunk, OPENAI_TEXT, next);
    }
    return indexOf(chunk, ANTHROPIC_TEXT, 0) >= 0;
  }

  private static int indexOf(byte[] text, byte[] part, int from) {
    for (int i = from; i <= text.length - part.length; i++) {
      int same = 0;
      while (same < part.length && text[i + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
