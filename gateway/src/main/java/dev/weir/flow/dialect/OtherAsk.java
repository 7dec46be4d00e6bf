package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import java.util.List;

/// The members of an operation's request that Weir judges, whoever the vendor is.
final class OtherAsk {
  /// Members that matter; others are forwarded unread.
  static final List<String> NAMES =
      List.of("model", "stream", "n", "user", "safety_identifier", "metadata");

  private OtherAsk() {}

  static void member(String name, JsonCursor cursor, AskDraft draft) throws JsonFault {
    switch (name) {
      case "model" -> model(cursor, draft);
      case "stream" -> draft.stream = AskDraft.flag(name, cursor);
      case "n" -> choices(cursor, draft);
      case "user" -> draft.user = AskDraft.shortText(cursor);
      case "safety_identifier" -> draft.safetyIdentifier = AskDraft.shortText(cursor);
      case "metadata" -> draft.metadata(cursor);
      default -> throw new IllegalStateException("'" + name + "' is listed but not read");
    }
  }

  /// Only where an answer says what it consumed has the model's own price a meaning.
  private static void model(JsonCursor cursor, AskDraft draft) throws JsonFault {
    String operation = draft.model;
    draft.model(cursor);
    if (draft.wire != Wire.OTHER_USAGE) {
      draft.modelAt = Span.NONE;
      draft.model = operation + "/" + draft.model;
    }
  }

  /// A price for each request is no bound of one that asks for several answers.
  private static void choices(JsonCursor cursor, AskDraft draft) throws JsonFault {
    int at = cursor.start();
    long choices = AskDraft.amount("n", cursor, 1, AskDraft.CHOICES_MAX);
    if (choices > 1 && draft.wire.byRequest()) {
      throw new JsonFault("'n' must be 1 where each request has a price, was " + choices, at);
    }
  }
}
