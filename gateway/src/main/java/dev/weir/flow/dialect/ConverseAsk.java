package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.List;
import java.util.Locale;

/// The request members of Bedrock's Converse that Weir judges. Model and stream are in the path.
final class ConverseAsk {
  /// The object that has the limit of the answer, and the limit's name in it.
  static final String LIMITS = "inferenceConfig";

  static final String LIMIT = "maxTokens";

  static final List<String> NAMES =
      List.of(
          "messages",
          "system",
          LIMITS,
          "toolConfig",
          "additionalModelRequestFields",
          "outputConfig",
          "requestMetadata",
          "serviceTier",
          "performanceConfig",
          "guardrailConfig",
          "promptVariables");

  private ConverseAsk() {}

  static void member(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case "messages" -> draft.messages(cursor, each -> messageMember(each, draft));
      case "system" -> ConverseBlocks.read(cursor, draft);
      case LIMITS -> limits(cursor, draft);
      case "toolConfig" -> toolConfig(cursor, draft);
      case "additionalModelRequestFields" -> additional(cursor, draft);
      case "outputConfig" -> {
        draft.structured |= cursor.is(Kind.OBJECT);
        cursor.skip();
      }
      case "requestMetadata" -> draft.metadata(cursor);
      case "serviceTier" -> draft.serviceTier = tier(cursor, "type", "default");
      case "performanceConfig" -> draft.speed = tier(cursor, "latency", "standard");
      case "guardrailConfig", "promptVariables" -> {
        if (!cursor.is(Kind.NULL)) { // billed by text of its own; a prompt that is not here
          draft.unbounded(name);
        }
        cursor.skip();
      }
      default -> throw new IllegalStateException("'" + name + "' is listed but not read");
    }
  }

  private static void messageMember(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (cursor.name().equals("content")) {
      ConverseBlocks.read(cursor, draft);
    } else {
      cursor.skip();
    }
  }

  private static void limits(JsonCursor cursor, AskDraft draft) throws JsonFault {
    int from = cursor.start();
    if (!cursor.is(Kind.OBJECT)) {
      if (!cursor.is(Kind.NULL)) {
        throw new JsonFault(
            "'%s' must be an object, was %s".formatted(LIMITS, cursor.kind()), from);
      }
      draft.limitsAt = AskDraft.spanOf(cursor);
      return;
    }
    while (cursor.nextMember()) {
      if (cursor.name().equalsIgnoreCase(LIMIT) && !cursor.name().equals(LIMIT)) {
        throw new JsonFault(
            "'%s' must be written '%s'".formatted(cursor.name(), LIMIT), cursor.start());
      }
      if (cursor.name().equals(LIMIT)) {
        draft.maxTokens = AskDraft.amount(LIMIT, cursor, 0, AskDraft.TOKENS_MAX);
        draft.maxTokensAt = AskDraft.spanOf(cursor);
      } else {
        draft.parameters.ofLimits(cursor.name(), cursor);
      }
    }
    draft.limitsAt = new Span(from, cursor.end());
  }

  private static void toolConfig(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.members(
        cursor,
        member -> {
          if (member.name().equals("tools")) {
            Reading.objects(member, tool -> tool(tool, draft));
          } else {
            member.skip();
          }
        });
  }

  private static void tool(JsonCursor cursor, AskDraft draft) throws JsonFault {
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "toolSpec" -> {
          if (draft.tools++ == 0) {
            draft.overhead += Overhead.ANTHROPIC_TOOL_USE;
          }
          draft.overhead += Overhead.PER_DECLARED_TOOL;
        }
        case "cachePoint" -> {}
        default -> draft.unbounded("tool " + cursor.name());
      }
      cursor.skip();
    }
  }

  /// What a model's maker defines. A limit or a tool among it would be another than the one judged.
  private static void additional(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.members(
        cursor,
        member -> {
          String name = member.name();
          String plain = name.toLowerCase(Locale.ROOT);
          if (name.equals("thinking")) {
            thinking(member, draft);
            return;
          }
          if (plain.contains("reasoning")) {
            draft.thinks = true;
          }
          if (plain.contains("max") || plain.contains("tool") || plain.contains("beta")) {
            draft.unbounded("additionalModelRequestFields " + name);
          }
          member.skip();
        });
  }

  private static void thinking(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Reading.members(
        cursor,
        member -> {
          switch (member.name()) {
            case "budget_tokens" -> {
              long budget = AskDraft.amount("budget_tokens", member, 0, AskDraft.TOKENS_MAX);
              draft.leastMaxTokens = budget + 1;
              if (budget >= 0) {
                draft.parameters.number("thinking_budget", budget);
              }
            }
            case "type" -> draft.thinks |= !AskDraft.shortText(member).equals("disabled");
            default -> member.skip();
          }
        });
  }

  /// The usual one is none.
  private static String tier(JsonCursor cursor, String name, String usual) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return "";
    }
    String tier = "";
    while (cursor.nextMember()) {
      if (cursor.name().equals(name)) {
        tier = AskDraft.shortText(cursor);
      } else {
        cursor.skip();
      }
    }
    return tier.equals(usual) ? "" : tier;
  }
}
