package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// An [Ask] being read. Owned by one reading.
final class AskDraft {
  /// No model's window comes near it, and products with a price stay far inside a `long`.
  static final long TOKENS_MAX = 10_000_000;

  /// OpenAI's documented maximum of `n`.
  static final long CHOICES_MAX = 128;

  private static final int MODEL_LENGTH_MAX = 256;
  private static final int TEXT_LENGTH_MAX = 512;
  private static final int METADATA_MAX = 16;
  private static final int REASONS_MAX = 16;

  /// What a caller gives a prompt behind a name: content, no tag.
  private static final String VARIABLE = "var.";

  final Wire wire;
  private final int bodyBytes;
  private final int membersAt;
  final Parameters parameters = new Parameters();
  private final Map<String, String> metadata = new HashMap<>();
  private final List<String> unbounded = new ArrayList<>();

  String model = "";
  boolean stream;
  long maxTokens = -1;
  long maxCompletionTokens = -1;
  long leastMaxTokens;
  long choices = 1;
  long bestOf = 1;
  long prompts = 1;
  boolean thinks;
  String serviceTier = "";
  String speed = "";
  int messages;
  int tools;
  int images;
  long imageBytes;
  int documents;
  int audio;
  long tokens;
  long tokenBytes;
  long overhead = Overhead.PER_CALL;
  boolean structured;
  boolean usageRequested;
  String user = "";
  String safetyIdentifier = "";
  Span modelAt = Span.NONE;
  Span maxTokensAt = Span.NONE;
  Span maxCompletionTokensAt = Span.NONE;
  Span streamOptionsAt = Span.NONE;
  Span includeUsageAt = Span.NONE;
  Span limitsAt = Span.NONE;

  /// @param incoming what is known before the body is read: it may name the model
  AskDraft(Incoming incoming, int bodyBytes, int membersAt) throws JsonFault {
    this.wire = incoming.wire();
    this.stream = incoming.stream();
    this.model = incoming.model();
    requireLength(model, 0);
    this.bodyBytes = bodyBytes;
    this.membersAt = membersAt;
    if (wire == Wire.OTHER_USAGE) {
      unbounded("%s, whose cost does not follow from its request".formatted(incoming.code()));
    }
  }

  void unbounded(String reason) {
    if (unbounded.size() < REASONS_MAX && !unbounded.contains(reason)) {
      unbounded.add(reason);
    }
  }

  void model(JsonCursor cursor) throws JsonFault {
    int from = cursor.start();
    if (!cursor.is(Kind.STRING)) {
      throw new JsonFault("'model' must be a string, was " + cursor.kind(), from);
    }
    model = cursor.text();
    if (model.isBlank()) {
      throw new JsonFault("'model' must not be blank", from);
    }
    requireLength(model, from);
    modelAt = new Span(from, cursor.end());
  }

  private static void requireLength(String model, int at) throws JsonFault {
    if (model.length() > MODEL_LENGTH_MAX) {
      throw new JsonFault(
          "'model' must have 1 to %d characters, has %d"
              .formatted(MODEL_LENGTH_MAX, model.length()),
          at);
    }
  }

  /// A whole number between bounds; null counts as absent and gives −1.
  static long amount(String name, JsonCursor cursor, long min, long max) throws JsonFault {
    if (cursor.is(Kind.NULL)) {
      return -1;
    }
    int from = cursor.start();
    if (!cursor.is(Kind.INTEGER)) {
      throw new JsonFault(
          "'%s' must be a whole number, was %s".formatted(name, cursor.kind()), from);
    }
    long value = cursor.integer();
    if (value < min || value > max) {
      throw new JsonFault(
          "'%s' must be between %d and %d, was %d".formatted(name, min, max, value), from);
    }
    return value;
  }

  static boolean flag(String name, JsonCursor cursor) throws JsonFault {
    return switch (cursor.kind()) {
      case TRUE -> true;
      case FALSE, NULL -> false;
      case OBJECT, ARRAY, STRING, INTEGER, DECIMAL ->
          throw new JsonFault(
              "'%s' must be true or false, was %s".formatted(name, cursor.kind()), cursor.start());
    };
  }

  static String shortText(JsonCursor cursor) throws JsonFault {
    String text = cursor.text();
    return text.length() > TEXT_LENGTH_MAX ? text.substring(0, TEXT_LENGTH_MAX) : text;
  }

  static Span spanOf(JsonCursor cursor) throws JsonFault {
    int from = cursor.start();
    cursor.skip();
    return new Span(from, cursor.end());
  }

  /// Counts the elements of `messages`, and reads the members of each.
  void messages(JsonCursor cursor, Reading member) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      throw new JsonFault("'messages' must be an array, was " + cursor.kind(), cursor.start());
    }
    while (cursor.nextElement()) {
      messages++;
      Reading.members(cursor, member);
    }
  }

  void metadata(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      String name = cursor.name();
      if (!cursor.is(Kind.STRING) || name.startsWith(VARIABLE)) {
        cursor.skip();
        continue;
      }
      String value = shortText(cursor);
      if (metadata.size() < METADATA_MAX && name.length() <= TEXT_LENGTH_MAX) {
        metadata.put(name, value);
      }
      if (wire.dialect() == Dialect.ANTHROPIC && name.equals("user_id")) {
        user = value;
      }
    }
  }

  Ask finish() throws JsonFault {
    if (model.isEmpty()) {
      throw new JsonFault("'model' is missing", bodyBytes);
    }
    if (wire == Wire.ANTHROPIC_MESSAGES && maxTokens < 0) {
      throw new JsonFault("'max_tokens' is missing", bodyBytes);
    }
    long billed = Math.max(choices, bestOf) * prompts;
    if (billed > Integer.MAX_VALUE) {
      throw new JsonFault("%d answers asked for".formatted(billed), bodyBytes);
    }
    return new Ask(
        wire,
        model,
        stream,
        effectiveMaxTokens(),
        maxTokens >= 0 || maxCompletionTokens >= 0,
        leastMaxTokens,
        (int) billed,
        thinks || bestOf > choices,
        speed.isEmpty() ? serviceTier : speed,
        parameters(),
        messages,
        tools,
        new Bulk(images, imageBytes, documents, audio, tokens, tokenBytes),
        overhead + (long) Overhead.PER_MESSAGE * messages,
        structured,
        usageRequested,
        new SelfNamed(user, safetyIdentifier, metadata),
        bodyBytes,
        unbounded,
        new Places(
            membersAt,
            modelAt,
            maxTokensAt,
            maxCompletionTokensAt,
            streamOptionsAt,
            includeUsageAt,
            limitsAt,
            maxTokens < 0 && maxCompletionTokens >= 0));
  }

  private String parameters() {
    if (maxTokens >= 0 || maxCompletionTokens >= 0) {
      parameters.number("max_tokens", Math.max(maxTokens, maxCompletionTokens));
    }
    return parameters.text();
  }

  private OptionalLong effectiveMaxTokens() {
    if (!wire.generates()) {
      return OptionalLong.of(0);
    }
    // Which of two contradicting figures counts is the provider's choice: assume the larger.
    long given = Math.max(maxTokens, maxCompletionTokens);
    if (given >= 0) {
      return OptionalLong.of(given);
    }
    return wire == Wire.OPENAI_COMPLETIONS
        ? OptionalLong.of(OpenAiAsk.COMPLETION_MAX_TOKENS)
        : OptionalLong.empty();
  }
}
