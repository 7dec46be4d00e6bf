package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.Utf8;
import dev.weir.flow.refusal.Refusal;
import java.util.List;

/// Reads a request's body into an [Ask], in one pass.
///
/// What two readers could take differently is refused, so that the provider cannot be asked for
/// more than was judged: malformed UTF-8, any object with a member given twice, escapes undone, a
/// member that matters written in another case (some servers match names without case), an amount
/// that is no whole number.
public final class AskReader {

  /// What reading gives.
  public sealed interface Reading {
    record Understood(Ask ask) implements Reading {}

    /// @param refusal always of kind `BODY_INVALID`
    record Malformed(Refusal refusal) implements Reading {}
  }

  private AskReader() {}

  /// Reads a request whose body says all.
  public static Reading read(Wire wire, byte[] body) {
    return read(Incoming.of(wire), body);
  }

  public static Reading read(Incoming incoming, byte[] body) {
    Wire wire = incoming.wire();
    if (incoming.operation().filter(operation -> !operation.readsBody()).isPresent()) {
      return new Reading.Understood(Ask.unread(incoming));
    }
    int invalid = Utf8.firstInvalid(body);
    if (invalid >= 0) {
      return malformed("body is not UTF-8 at byte " + invalid);
    }
    try (JsonCursor cursor = JsonCursor.overUnique(body)) {
      if (!cursor.is(Kind.OBJECT)) {
        return malformed("body must be a JSON object, starts with " + cursor.kind());
      }
      var draft = new AskDraft(incoming, body.length, cursor.end());
      List<String> names = names(wire);
      if (wire.dialect() == Dialect.GEMINI) {
        GeminiMembers.of(cursor, (name, value) -> member(wire, names, name, value, draft));
      } else {
        while (cursor.nextMember()) {
          member(wire, names, cursor.name(), cursor, draft);
        }
      }
      cursor.requireEnd();
      return new Reading.Understood(draft.finish());
    } catch (JsonFault fault) {
      return malformed(
          "body is invalid at byte %d: %s".formatted(fault.position(), fault.getMessage()));
    }
  }

  private static void member(
      Wire wire, List<String> names, String name, JsonCursor cursor, AskDraft draft)
      throws JsonFault {
    if (!names.contains(name)) {
      refuseLookalike(names, name, cursor);
      draft.parameters.ofBody(name, cursor);
      return;
    }
    switch (wire) {
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS ->
          OpenAiAsk.member(name, cursor, draft);
      case OPENAI_RESPONSES -> ResponsesAsk.member(name, cursor, draft);
      case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS -> AnthropicAsk.member(name, cursor, draft);
      case GEMINI_GENERATE, GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS ->
          GeminiAsk.member(name, cursor, draft);
      case BEDROCK_CONVERSE -> ConverseAsk.member(name, cursor, draft);
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE ->
          OtherAsk.member(name, cursor, draft);
    }
  }

  private static List<String> names(Wire wire) {
    return switch (wire) {
      case OPENAI_CHAT, OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> OpenAiAsk.NAMES;
      case OPENAI_RESPONSES -> ResponsesAsk.NAMES;
      case ANTHROPIC_MESSAGES, ANTHROPIC_COUNT_TOKENS -> AnthropicAsk.NAMES;
      case GEMINI_GENERATE, GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS ->
          GeminiAsk.NAMES;
      case BEDROCK_CONVERSE -> ConverseAsk.NAMES;
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE -> OtherAsk.NAMES;
    };
  }

  private static void refuseLookalike(List<String> names, String name, JsonCursor cursor)
      throws JsonFault {
    for (String known : names) {
      if (known.equalsIgnoreCase(name)) {
        throw new JsonFault("'%s' must be written '%s'".formatted(name, known), cursor.start());
      }
    }
  }

  private static Reading malformed(String message) {
    return new Reading.Malformed(Refusal.of(Refusal.Kind.BODY_INVALID, message));
  }
}
