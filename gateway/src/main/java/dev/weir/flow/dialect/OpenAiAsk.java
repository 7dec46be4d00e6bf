package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.List;

/// The request members of OpenAI's chat, completions and embeddings that Weir judges.
final class OpenAiAsk {
  /// What a completion may produce when its body does not say.
  static final int COMPLETION_MAX_TOKENS = 16;

  /// Members that matter; others are forwarded unread.
  static final List<String> NAMES =
      List.of(
          "model",
          "messages",
          "stream",
          "stream_options",
          "max_tokens",
          "max_completion_tokens",
          "n",
          "best_of",
          "prompt",
          "input",
          "service_tier",
          "tools",
          "functions",
          "response_format",
          "user",
          "safety_identifier",
          "metadata",
          "web_search_options",
          "modalities",
          "audio",
          "prediction");

  private OpenAiAsk() {}

  static void member(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case "model" -> draft.model(cursor);
      case "messages" -> messages(cursor, draft);
      case "stream" -> draft.stream = AskDraft.flag(name, cursor);
      case "stream_options" -> streamOptions(cursor, draft);
      case "max_tokens" -> {
        draft.maxTokens = AskDraft.amount(name, cursor, 0, AskDraft.TOKENS_MAX);
        draft.maxTokensAt = AskDraft.spanOf(cursor);
      }
      case "max_completion_tokens" -> {
        draft.maxCompletionTokens = AskDraft.amount(name, cursor, 0, AskDraft.TOKENS_MAX);
        draft.maxCompletionTokensAt = AskDraft.spanOf(cursor);
      }
      case "n" ->
          draft.choices = Math.max(1, AskDraft.amount(name, cursor, 1, AskDraft.CHOICES_MAX));
      case "best_of" ->
          draft.bestOf = Math.max(1, AskDraft.amount(name, cursor, 1, AskDraft.CHOICES_MAX));
      case "prompt" -> prompt(cursor, draft);
      case "input" -> draft.messages = inputs(cursor, draft);
      case "service_tier" -> draft.serviceTier = AskDraft.shortText(cursor);
      case "tools", "functions" -> tools(cursor, draft);
      case "response_format" -> responseFormat(cursor, draft);
      case "user" -> draft.user = AskDraft.shortText(cursor);
      case "safety_identifier" -> draft.safetyIdentifier = AskDraft.shortText(cursor);
      case "metadata" -> draft.metadata(cursor);
      case "modalities" -> modalities(cursor, draft);
      case "web_search_options", "audio", "prediction" -> unboundedIfGiven(name, cursor, draft);
      default -> throw new IllegalStateException("'" + name + "' is listed but not read");
    }
  }

  private static void unboundedIfGiven(String name, JsonCursor cursor, AskDraft draft)
      throws JsonFault {
    if (!cursor.is(Kind.NULL)) {
      draft.unbounded(name);
    }
    cursor.skip();
  }

  private static void streamOptions(JsonCursor cursor, AskDraft draft) throws JsonFault {
    int from = cursor.start();
    if (cursor.is(Kind.NULL)) {
      draft.streamOptionsAt = new Span(from, cursor.end());
      return;
    }
    if (!cursor.is(Kind.OBJECT)) {
      throw new JsonFault("'stream_options' must be an object, was " + cursor.kind(), from);
    }
    while (cursor.nextMember()) {
      if (!cursor.name().equals("include_usage")) {
        cursor.skip();
        continue;
      }
      draft.usageRequested = AskDraft.flag("include_usage", cursor);
      draft.includeUsageAt = AskDraft.spanOf(cursor);
    }
    draft.streamOptionsAt = new Span(from, cursor.end());
  }

  private static void messages(JsonCursor cursor, AskDraft draft) throws JsonFault {
    draft.messages(cursor, each -> messageMember(each, draft));
    if (draft.audio > 0) {
      draft.unbounded("audio input");
    }
  }

  private static void messageMember(JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (cursor.name()) {
      case "content" -> OpenAiContent.read(cursor, draft);
      case "audio" -> {
        // An earlier spoken answer, named by id: its length is not in the body.
        draft.audio += cursor.is(Kind.OBJECT) ? 1 : 0;
        cursor.skip();
      }
      default -> cursor.skip();
    }
  }

  /// A prompt is a text, a list of texts, a list of tokens, or a list of lists of tokens.
  private static void prompt(JsonCursor cursor, AskDraft draft) throws JsonFault {
    draft.messages = inputs(cursor, draft);
    draft.prompts = Math.max(1, draft.messages);
  }

  private static int inputs(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return 1;
    }
    int inputs = 0;
    boolean tokens = false;
    while (cursor.nextElement()) {
      if (cursor.is(Kind.INTEGER)) {
        tokens = true;
        token(cursor, draft);
      } else {
        inputs++;
        input(cursor, draft);
      }
    }
    return inputs + (tokens ? 1 : 0);
  }

  /// A text, or a list of tokens.
  private static void input(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      if (cursor.is(Kind.INTEGER)) {
        token(cursor, draft);
      } else {
        cursor.skip();
      }
    }
  }

  private static void token(JsonCursor cursor, AskDraft draft) throws JsonFault {
    Span number = AskDraft.spanOf(cursor);
    draft.tokens++;
    draft.tokenBytes += number.to() - number.from();
  }

  private static void tools(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      draft.tools++;
      draft.overhead += Overhead.PER_DECLARED_TOOL;
      String type = Members.typeOf(cursor);
      if (!type.isEmpty() && !type.equals("function") && !type.equals("custom")) {
        draft.unbounded("tool " + type);
      }
    }
  }

  private static void responseFormat(JsonCursor cursor, AskDraft draft) throws JsonFault {
    String type = Members.typeOf(cursor);
    draft.structured = !type.isEmpty() && !type.equals("text");
  }

  private static void modalities(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      String modality = AskDraft.shortText(cursor);
      if (!modality.equals("text")) {
        draft.unbounded("output " + modality);
      }
    }
  }
}
