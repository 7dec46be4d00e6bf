package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Lexicon;
import dev.weir.simulator.script.Plan;

/// Fields that several OpenAI answers share.
final class OpenAiFields {
  static final String FINGERPRINT = "fp_560af6e559";
  private static final byte[][] PADDED_TAILS = paddedTails();
  private static final byte[] PLAIN_TAIL = "}\n\n".getBytes(UTF_8);

  private OpenAiFields() {}

  static void chatUsage(ObjectNode parent, Usage usage) {
    ObjectNode block = plainUsage(parent, usage);
    block
        .putObject("prompt_tokens_details")
        .put("cached_tokens", usage.cacheRead())
        .put("audio_tokens", 0);
    if (usage.cacheWrite() > 0) {
      block.withObject("/prompt_tokens_details").put("cache_write_tokens", usage.cacheWrite());
    }
    block
        .putObject("completion_tokens_details")
        .put("reasoning_tokens", usage.reasoning())
        .put("audio_tokens", 0)
        .put("accepted_prediction_tokens", 0)
        .put("rejected_prediction_tokens", 0);
  }

  static ObjectNode plainUsage(ObjectNode parent, Usage usage) {
    return parent
        .putObject("usage")
        .put("prompt_tokens", usage.input())
        .put("completion_tokens", usage.output())
        .put("total_tokens", usage.input() + usage.output());
  }

  static String finishReason(Plan plan) {
    return switch (plan.finish()) {
      case STOP -> "stop";
      case LIMIT -> "length";
      case TOOL -> "tool_calls";
      case FILTER -> "content_filter";
    };
  }

  static String toolCallId(Identity identity, int choice, int number) {
    return Ids.letters("call_", 24, identity.row() * 131 + choice + number * 1_000_003L);
  }

  /// A thought with the seal by which its maker knows it again.
  static ObjectNode sealed(Identity identity, String thought) {
    return Json.object()
        .put("type", "reasoning.text")
        .put("text", thought)
        .put("signature", Ids.seal(identity.row()))
        .put("format", "anthropic-claude-v1")
        .put("index", 0);
  }

  /// Invented but well-formed log probabilities, one entry per fragment.
  static ObjectNode logprobs(Lexicon.Text text, int from, int to) {
    ObjectNode node = Json.object();
    ArrayNode content = node.putArray("content");
    for (int i = from; i < to; i++) {
      String token = text.at(i);
      ObjectNode entry = content.addObject().put("token", token).put("logprob", -0.125 - i % 8);
      ArrayNode bytes = entry.putArray("bytes");
      for (byte b : token.getBytes(UTF_8)) {
        bytes.add(b & 0xff);
      }
      entry.putArray("top_logprobs");
    }
    node.putNull("refusal");
    return node;
  }

  /// What ends a chunk: the padding that hides its length, the brace and the blank line.
  static byte[] tail(boolean padded, int index) {
    return padded ? PADDED_TAILS[index % PADDED_TAILS.length] : PLAIN_TAIL;
  }

  private static byte[][] paddedTails() {
    var tails = new byte[13][];
    for (int i = 0; i < tails.length; i++) {
      String padding = Ids.letters("", 1 + i * 5 % tails.length, i);
      tails[i] = (",\"obfuscation\":\"" + padding + "\"}\n\n").getBytes(UTF_8);
    }
    return tails;
  }
}
