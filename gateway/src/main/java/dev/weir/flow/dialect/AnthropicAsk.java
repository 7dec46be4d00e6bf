package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.List;

/// The request members of Anthropic's messages and count_tokens that Weir judges.
final class AnthropicAsk {
  static final List<String> NAMES =
      List.of(
          "model",
          "messages",
          "system",
          "stream",
          "max_tokens",
          "service_tier",
          "speed",
          "tools",
          "thinking",
          "output_format",
          "output_config",
          "metadata",
          "mcp_servers",
          "container",
          "context_management",
          "fallbacks");

  /// Tools that the caller carries out and the provider declares.
  private static final List<String> CLIENT_TOOLS =
      List.of("bash_", "text_editor_", "computer_", "memory_");

  private AnthropicAsk() {}

  static void member(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case "model" -> draft.model(cursor);
      case "messages" -> draft.messages(cursor, each -> messageMember(each, draft));
      case "system" -> AnthropicContent.read(cursor, draft);
      case "stream" -> draft.stream = AskDraft.flag(name, cursor);
      case "max_tokens" -> {
        draft.maxTokens = AskDraft.amount(name, cursor, 0, AskDraft.TOKENS_MAX);
        draft.maxTokensAt = AskDraft.spanOf(cursor);
      }
      case "service_tier" -> draft.serviceTier = AskDraft.shortText(cursor);
      case "speed" -> {
        String speed = AskDraft.shortText(cursor);
        draft.speed = speed.equals("standard") ? "" : speed;
      }
      case "tools" -> tools(cursor, draft);
      case "thinking" -> thinking(cursor, draft);
      case "output_format" -> draft.structured |= !Members.typeOf(cursor).isEmpty();
      case "output_config" -> outputConfig(cursor, draft);
      case "metadata" -> draft.metadata(cursor);
      case "mcp_servers", "container", "fallbacks" -> unboundedIfGiven(name, cursor, draft);
      case "context_management" -> contextManagement(cursor, draft);
      default -> throw new IllegalStateException("'" + name + "' is listed but not read");
    }
  }

  private static void unboundedIfGiven(String name, JsonCursor cursor, AskDraft draft)
      throws JsonFault {
    boolean given = !cursor.is(Kind.NULL);
    if (cursor.is(Kind.ARRAY)) {
      given = false;
      while (cursor.nextElement()) {
        given = true;
        cursor.skip();
      }
    }
    cursor.skip();
    if (given) {
      draft.unbounded(name);
    }
  }

  private static void messageMember(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (cursor.name().equals("content")) {
      AnthropicContent.read(cursor, draft);
    } else {
      cursor.skip();
    }
  }

  private static void tools(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      if (draft.tools++ == 0) {
        draft.overhead += Overhead.ANTHROPIC_TOOL_USE;
      }
      String type = Members.typeOf(cursor);
      if (type.isEmpty() || type.equals("custom")) {
        draft.overhead += Overhead.PER_DECLARED_TOOL;
      } else if (CLIENT_TOOLS.stream().anyMatch(type::startsWith)) {
        draft.overhead += Overhead.PER_NAMED_TOOL;
      } else {
        draft.unbounded("tool " + type);
      }
    }
  }

  private static void thinking(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "budget_tokens" -> {
          long budget = AskDraft.amount("budget_tokens", cursor, 0, AskDraft.TOKENS_MAX);
          draft.leastMaxTokens = budget + 1;
          if (budget >= 0) {
            draft.parameters.number("thinking_budget", budget);
          }
        }
        case "type" -> draft.thinks |= !AskDraft.shortText(cursor).equals("disabled");
        default -> cursor.skip();
      }
    }
  }

  private static void outputConfig(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "format" -> draft.structured |= !Members.typeOf(cursor).isEmpty();
        case "effort" -> draft.parameters.take("effort", cursor);
        default -> cursor.skip();
      }
    }
  }

  /// Clearing edits only shorten the prompt; compaction is another, separately billed answer.
  private static void contextManagement(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      if (!cursor.name().equals("edits") || !cursor.is(Kind.ARRAY)) {
        cursor.skip();
        continue;
      }
      while (cursor.nextElement()) {
        String edit = Members.typeOf(cursor);
        if (!edit.startsWith("clear_")) {
          draft.unbounded("context edit " + edit);
        }
      }
    }
  }
}
