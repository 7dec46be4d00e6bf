package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.List;
import java.util.Set;

/// The request members of OpenAI's Responses that Weir judges. What the provider remembers, or does
/// by itself, has no bound that the body proves.
final class ResponsesAsk {
  /// Members that matter; others are forwarded unread.
  static final List<String> NAMES =
      List.of(
          "model",
          "stream",
          "input",
          "instructions",
          "max_output_tokens",
          "tools",
          "service_tier",
          "text",
          "user",
          "safety_identifier",
          "metadata",
          "reasoning",
          "previous_response_id",
          "conversation",
          "prompt",
          "context_management",
          "background");

  /// Items whose bytes are all of them.
  private static final Set<String> TEXT_ITEMS =
      Set.of(
          "message",
          "function_call",
          "function_call_output",
          "custom_tool_call",
          "custom_tool_call_output",
          "reasoning",
          "local_shell_call",
          "local_shell_call_output",
          "shell_call",
          "shell_call_output",
          "apply_patch_call",
          "apply_patch_call_output");

  private ResponsesAsk() {}

  static void member(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case "input" -> input(cursor, draft);
      case "instructions" -> {
        draft.messages++;
        cursor.skip();
      }
      case "max_output_tokens" -> {
        draft.maxTokens = AskDraft.amount(name, cursor, 0, AskDraft.TOKENS_MAX);
        draft.maxTokensAt = AskDraft.spanOf(cursor);
      }
      case "text" -> text(cursor, draft);
      case "reasoning" -> reasoning(cursor, draft);
      case "background" -> {
        draft.thinks |= cursor.is(Kind.TRUE); // what is made when nobody listens, nobody sees
        cursor.skip();
      }
      case "previous_response_id", "conversation", "prompt", "context_management" -> {
        if (!cursor.is(Kind.NULL)) {
          draft.unbounded(name);
        }
        cursor.skip();
      }
      case "model", "stream", "tools", "service_tier", "user", "safety_identifier", "metadata" ->
          OpenAiAsk.member(name, cursor, draft);
      default -> throw new IllegalStateException("'" + name + "' is listed but not read");
    }
  }

  /// A text, or items.
  private static void input(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      draft.messages++;
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      draft.messages++;
      Reading.members(cursor, each -> item(each, draft));
    }
    if (draft.audio > 0) {
      draft.unbounded("audio input");
    }
  }

  private static void item(JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (cursor.name()) {
      case "content", "output" -> OpenAiContent.read(cursor, draft);
      case "type" -> {
        String type = AskDraft.shortText(cursor);
        if (!TEXT_ITEMS.contains(type)) {
          // What is not known may be billed by a meter that no bound covers.
          draft.unbounded("item " + type);
        }
      }
      default -> cursor.skip();
    }
  }

  /// Of what a model reasons, at most a summary is shown. A mode may have it work on the prompt
  /// several times over, and each time is input.
  private static void reasoning(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.members(
        cursor,
        each -> {
          String name = each.name();
          boolean given = !each.is(Kind.NULL);
          switch (name) {
            case "effort" -> {
              String effort = AskDraft.shortText(each);
              draft.thinks |= given && !effort.equals("none");
              draft.parameters.word("effort", effort);
            }
            case "summary", "generate_summary" -> each.skip();
            default -> {
              if (given) {
                draft.unbounded("reasoning " + name);
              }
              each.skip();
            }
          }
        });
  }

  private static void text(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.members(
        cursor,
        each -> {
          if (each.name().equals("format")) {
            draft.structured = !List.of("", "text").contains(Members.typeOf(each));
          } else {
            draft.parameters.ofBody(each.name(), each);
          }
        });
  }
}
