package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.List;

/// The request members of Gemini's generateContent, embedContent and countTokens that Weir judges.
/// Model and stream are in the path.
final class GeminiAsk {
  /// The object that has the limit of the answer, and the limit.
  static final String LIMITS = "generationConfig";

  static final String LIMIT = "maxOutputTokens";

  static final List<String> NAMES =
      List.of(
          "model",
          "contents",
          "content",
          "requests",
          "systemInstruction",
          "tools",
          LIMITS,
          "cachedContent",
          "serviceTier",
          "generateContentRequest");

  private static final String MODELS = "models/";

  private GeminiAsk() {}

  static void member(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case "model" -> sameModel(cursor, draft);
      case "contents" -> contents(cursor, draft);
      case "content", "systemInstruction" -> content(cursor, draft);
      case "requests" -> Reading.objects(cursor, each -> request(each, draft));
      case "tools" -> Reading.objects(cursor, each -> tool(each, draft));
      case LIMITS -> config(cursor, draft);
      case "cachedContent" -> {
        if (!cursor.is(Kind.NULL)) {
          draft.unbounded("cachedContent");
        }
        cursor.skip();
      }
      case "serviceTier" -> draft.serviceTier = AskDraft.shortText(cursor);
      // Free: nothing of it is judged.
      case "generateContentRequest" -> cursor.skip();
      default -> throw new IllegalStateException("'" + name + "' is listed but not read");
    }
  }

  /// A body may repeat the model; the path's is the one that was judged.
  private static void sameModel(JsonCursor cursor, AskDraft draft) throws JsonFault {
    int from = cursor.start();
    String said = cursor.text();
    String name = said.startsWith(MODELS) ? said.substring(MODELS.length()) : said;
    if (!name.equals(draft.model)) {
      throw new JsonFault("'model' is not that of the path", from);
    }
  }

  private static void contents(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      content(cursor, draft);
      return;
    }
    while (cursor.nextElement()) {
      content(cursor, draft);
    }
  }

  private static void content(JsonCursor cursor, AskDraft draft) throws JsonFault {
    draft.messages++;
    GeminiMembers.of(
        cursor,
        (name, value) -> {
          if (name.equals("parts")) {
            GeminiContent.parts(value, draft);
          } else {
            value.skip();
          }
        });
  }

  /// One of several texts to embed.
  private static void request(JsonCursor cursor, AskDraft draft) throws JsonFault {
    var members = new GeminiMembers();
    while (cursor.nextMember()) {
      switch (members.next(cursor)) {
        case "model" -> sameModel(cursor, draft);
        case "content" -> content(cursor, draft);
        default -> cursor.skip();
      }
    }
  }

  private static void tool(JsonCursor cursor, AskDraft draft) throws JsonFault {
    var members = new GeminiMembers();
    while (cursor.nextMember()) {
      String name = members.next(cursor);
      if (name.equals("functionDeclarations")) {
        Reading.objects(
            cursor,
            each -> {
              draft.tools++;
              draft.overhead += Overhead.PER_DECLARED_TOOL;
              each.skip();
            });
      } else {
        draft.tools++;
        draft.unbounded("tool " + name);
        cursor.skip();
      }
    }
  }

  private static void config(JsonCursor cursor, AskDraft draft) throws JsonFault {
    int from = cursor.start();
    GeminiMembers.of(cursor, (name, value) -> setting(name, value, draft));
    draft.limitsAt = new Span(from, cursor.end());
  }

  private static void setting(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case LIMIT -> {
        draft.maxTokens = AskDraft.amount(name, cursor, 0, AskDraft.TOKENS_MAX);
        draft.maxTokensAt = AskDraft.spanOf(cursor);
      }
      case "candidateCount" ->
          draft.choices = Math.max(1, AskDraft.amount(name, cursor, 1, AskDraft.CHOICES_MAX));
      case "responseMimeType" -> {
        String type = AskDraft.shortText(cursor);
        draft.structured |= !type.isEmpty() && !type.equals("text/plain");
      }
      case "responseSchema", "responseJsonSchema" -> {
        draft.structured |= !cursor.is(Kind.NULL);
        cursor.skip();
      }
      case "thinkingConfig" -> thinking(cursor, draft);
      case "responseModalities" -> modalities(cursor, draft);
      case "speechConfig", "imageConfig" -> {
        draft.unbounded(name);
        cursor.skip();
      }
      default -> draft.parameters.ofLimits(name, cursor);
    }
  }

  /// A summary of the thoughts is shown, or nothing of them.
  private static void thinking(JsonCursor cursor, AskDraft draft) throws JsonFault {
    draft.thinks = true;
    GeminiMembers.of(
        cursor,
        (name, value) -> {
          switch (name) {
            case "thinkingBudget" -> {
              boolean given = value.is(Kind.INTEGER);
              long budget = value.integer();
              draft.thinks = !given || budget != 0;
              if (given) {
                draft.parameters.number("thinking_budget", budget);
              }
            }
            case "thinkingLevel" -> draft.parameters.take("effort", value);
            default -> value.skip();
          }
        });
  }

  private static void modalities(JsonCursor cursor, AskDraft draft) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      String modality = AskDraft.shortText(cursor);
      if (!modality.equalsIgnoreCase("text")) {
        draft.unbounded("output " + modality);
      }
    }
  }
}
