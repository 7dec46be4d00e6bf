package dev.weir.flow.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.SlowUsage;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What an answer says, in words of no wire, put together by the slow readers of each. Of several
/// choices it is the first.
///
/// @param calls name and arguments of each
/// @param stop why it ended, as far as every wire has a word for it
/// @param used input, of it read from a cache, and output; empty if it says none that can be true
record SlowAnswer(String text, String thought, List<String> calls, String stop, List<Long> used) {

  private static final Set<String> ENDS =
      Set.of("message_stop", "response.completed", "response.incomplete", "response.failed");

  /// @param documents the JSON of its body, or of its events in their order
  static SlowAnswer of(Wire wire, List<JsonNode> documents) throws IOException {
    Draft draft =
        switch (wire) {
          case OPENAI_CHAT -> SlowChat.answered(documents);
          case OPENAI_RESPONSES -> SlowResponses.answered(documents);
          case ANTHROPIC_MESSAGES -> SlowMessages.answered(documents);
          case BEDROCK_CONVERSE -> SlowConverse.answered(documents);
          case GEMINI_GENERATE -> SlowGenerate.answered(documents);
          case OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS, ANTHROPIC_COUNT_TOKENS -> throw none(wire);
          case GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS -> throw none(wire);
          case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE -> throw none(wire);
        };
    List<Long> used =
        SlowUsage.of(wire, documents)
            .believable()
            .map(figures -> List.of(figures.get(0), figures.get(1), figures.get(4)))
            .orElse(List.of());
    return draft.answer(used);
  }

  /// The first of several answers that one recorder put together.
  static List<JsonNode> first(List<JsonNode> documents) {
    List<JsonNode> first = new ArrayList<>();
    for (JsonNode document : documents) {
      first.add(document);
      if (ENDS.contains(document.path("type").asText())) {
        break;
      }
    }
    return first;
  }

  private static IllegalArgumentException none(Wire wire) {
    return new IllegalArgumentException("no conversation: " + wire);
  }

  /// The same, where nothing said why it ended: it ended nevertheless, and did not break off.
  SlowAnswer ended() {
    String why = calls.isEmpty() ? "end" : "calls";
    return new SlowAnswer(text, thought, calls, stop.isEmpty() ? why : stop, used);
  }

  /// All but what it cost.
  String said() {
    return "%s | %s | %s | %s".formatted(stop, calls, thought, text);
  }

  /// One being read.
  static final class Draft {
    private final List<String> names = new ArrayList<>();
    private final List<StringBuilder> arguments = new ArrayList<>();
    final StringBuilder text = new StringBuilder();
    final StringBuilder thought = new StringBuilder();

    /// `end`, `length`, `filtered`, or the wire's own word where no other has one.
    String stop = "";

    int calls() {
      return names.size();
    }

    void call(String name) {
      names.add(name);
      arguments.add(new StringBuilder());
    }

    void argument(int call, String piece) {
      arguments.get(call).append(piece);
    }

    void call(String name, JsonNode whole) {
      call(name);
      argument(calls() - 1, whole.isTextual() ? whole.asText() : whole.toString());
    }

    private SlowAnswer answer(List<Long> used) {
      List<String> calls = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        String said = arguments.get(i).isEmpty() ? "{}" : arguments.get(i).toString();
        calls.add(names.get(i) + " " + SlowJson.canonical(said));
      }
      String ended = stop.equals("end") && !calls.isEmpty() ? "calls" : stop;
      return new SlowAnswer(
          text.toString(), thought.toString().replaceAll("\\s", ""), calls, ended, used);
    }
  }
}
