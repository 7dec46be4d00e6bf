package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What a request says on how to generate, as one text: `max_tokens=512 temperature=0.2
/// effort=low`, by the same names whatever the wire. Only numbers and single words are taken, so
/// that nothing of a prompt is among them; a number stands as the caller wrote it. Owned by one
/// reading.
final class Parameters {
  private static final int VALUE_LENGTH_MAX = 24;
  private static final int LENGTH_MAX = 256;

  /// Members of a body, by the name they are noted under.
  private static final Map<String, String> OF_A_BODY =
      Map.of(
          "temperature", "temperature",
          "top_p", "top_p",
          "top_k", "top_k",
          "frequency_penalty", "frequency_penalty",
          "presence_penalty", "presence_penalty",
          "seed", "seed",
          "reasoning_effort", "effort",
          "verbosity", "verbosity");

  /// Members of Gemini's and Bedrock's limits.
  private static final Map<String, String> OF_LIMITS =
      Map.of(
          "temperature", "temperature",
          "topP", "top_p",
          "topK", "top_k",
          "frequencyPenalty", "frequency_penalty",
          "presencePenalty", "presence_penalty",
          "seed", "seed");

  private String text = "";

  /// Notes a member of the body, or steps over it.
  void ofBody(String member, JsonCursor cursor) throws JsonFault {
    take(Optional.ofNullable(OF_A_BODY.get(member)), cursor);
  }

  /// Notes a member of the object that has the limits, or steps over it.
  void ofLimits(String member, JsonCursor cursor) throws JsonFault {
    take(Optional.ofNullable(OF_LIMITS.get(member)), cursor);
  }

  private void take(Optional<String> name, JsonCursor cursor) throws JsonFault {
    if (name.isPresent()) {
      take(name.get(), cursor);
    } else {
      cursor.skip();
    }
  }

  /// Notes a value if it is a number or a word.
  void take(String name, JsonCursor cursor) throws JsonFault {
    switch (cursor.kind()) {
      case INTEGER, DECIMAL -> note(name, cursor.slice().json());
      case STRING -> word(name, cursor.text());
      case OBJECT, ARRAY, TRUE, FALSE, NULL -> cursor.skip();
    }
  }

  void word(String name, String value) {
    String word = value.toLowerCase(Locale.ROOT);
    if (!word.isEmpty() && word.chars().allMatch(c -> c >= 'a' && c <= 'z')) {
      note(name, word);
    }
  }

  void number(String name, long value) {
    note(name, Long.toString(value));
  }

  private void note(String name, String value) {
    int length = text.length() + name.length() + value.length() + 2;
    if (value.length() <= VALUE_LENGTH_MAX && length <= LENGTH_MAX) {
      text = text.isEmpty() ? name + '=' + value : text + ' ' + name + '=' + value;
    }
  }

  String text() {
    return text;
  }
}
