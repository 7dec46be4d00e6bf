package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestReader;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads a request of OpenAI's chat, with the few members that compatible vendors added and that
/// have a meaning elsewhere: `top_k`, `thinking`, `reasoning_content`, `cache_control`.
public final class ChatRequestReader implements RequestReader {
  @Override
  public Conversation read(Asked asked, byte[] body, Losses losses) throws JsonFault {
    var draft = new RequestDraft(losses);
    try (JsonCursor cursor = JsonCursor.over(body)) {
      Walk.members("body", cursor, (name, value) -> member(name, value, draft));
    }
    return draft.finish(asked);
  }

  private static void member(String name, JsonCursor cursor, RequestDraft draft) throws JsonFault {
    switch (name) {
      case "messages" -> Walk.elements(name, cursor, message -> ChatMessage.read(message, draft));
      case "tools" -> Walk.elements(name, cursor, tool -> ChatTools.tool(tool, draft));
      case "tool_choice" -> ChatTools.choice(cursor, draft);
      case "response_format" -> draft.format = format(cursor, draft);
      case "stream_options" ->
          Walk.members(name, cursor, (key, value) -> option(key, value, draft));
      case "max_completion_tokens" -> draft.maxTokens = OptionalLong.of(Walk.whole(name, cursor));
      case "max_tokens" -> {
        long tokens = Walk.whole(name, cursor);
        if (draft.maxTokens.isEmpty()) {
          draft.maxTokens = OptionalLong.of(tokens);
        }
      }
      case "reasoning_effort" -> draft.reasoning = RequestDraft.effort(Walk.text(name, cursor));
      case "thinking" -> draft.reasoning = thinking(cursor, draft);
      default -> sampling(name, cursor, draft);
    }
  }

  private static void sampling(String name, JsonCursor cursor, RequestDraft draft)
      throws JsonFault {
    switch (name) {
      case "presence_penalty" -> draft.presencePenalty = Optional.of(Walk.number(name, cursor));
      case "frequency_penalty" -> draft.frequencyPenalty = Optional.of(Walk.number(name, cursor));
      case "top_k" -> draft.topK = OptionalLong.of(Walk.whole(name, cursor));
      case "seed" -> draft.seed = OptionalLong.of(Walk.whole(name, cursor));
      case "n" -> draft.choices = Math.max(1, Walk.whole(name, cursor));
      case "stop" -> {
        if (cursor.is(Kind.STRING)) {
          draft.stop.add(cursor.slice());
        } else {
          Walk.elements(name, cursor, text -> draft.stop.add(Walk.string(name, text)));
        }
      }
      case "logit_bias", "modalities" -> withDefault(name, cursor, draft);
      case "logprobs" -> draft.lostUnless(name, !Walk.flag(name, cursor), RequestDraft.NO_WORD);
      case "verbosity" ->
          draft.lostUnless(name, RequestDraft.isOneOf(cursor, "medium"), RequestDraft.NO_WORD);
      default -> draft.common(name, cursor);
    }
  }

  private static void withDefault(String name, JsonCursor cursor, RequestDraft draft)
      throws JsonFault {
    JsonSlice value = cursor.slice();
    boolean noMatter =
        RequestDraft.isEmpty(value) || value.json().replaceAll("\\s", "").equals("[\"text\"]");
    draft.lostUnless(name, noMatter, RequestDraft.NO_WORD);
  }

  private static void option(String name, JsonCursor cursor, RequestDraft draft) throws JsonFault {
    switch (name) {
      case "include_usage" -> draft.usageInStream = Walk.flag(name, cursor);
      case "include_obfuscation" -> cursor.skip(); // asks for a padding
      default -> draft.lost("stream_options." + name, cursor);
    }
  }

  private static Format format(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    var shape = new SchemaDraft("response_format.json_schema", draft);
    String[] type = {""};
    Walk.members(
        "response_format",
        cursor,
        (name, value) -> {
          switch (name) {
            case "type" -> type[0] = Walk.text(name, value);
            case "json_schema" -> Walk.members(name, value, shape::member);
            default -> draft.lost("response_format." + name, value);
          }
        });
    return shape.format(type[0]);
  }

  /// Anthropic's word for it, which vendors with OpenAI's wire took over.
  private static Reasoning thinking(JsonCursor cursor, RequestDraft draft) throws JsonFault {
    String[] type = {""};
    long[] tokens = {-1};
    Walk.members(
        "thinking",
        cursor,
        (name, value) -> {
          switch (name) {
            case "type" -> type[0] = Walk.text(name, value);
            case "budget_tokens" -> tokens[0] = Walk.whole(name, value);
            default -> draft.lost("thinking." + name, value);
          }
        });
    if (type[0].equals("disabled")) {
      return Reasoning.Off.OFF;
    }
    return tokens[0] < 0 ? Reasoning.Adaptive.ADAPTIVE : new Reasoning.Budget(tokens[0]);
  }
}
