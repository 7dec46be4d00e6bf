package dev.weir.flow.translate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.flow.dialect.Wire;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a request says, in words of no wire, put together by the slow readers of each: nothing of
/// it comes through Weir's own readers. Two requests that say the same are equal, however their
/// wires divide it: texts of one side behind one another are one, results come before what else is
/// said with them, and calls after it.
final class SlowRequest {
  static final String USER = "user";
  static final String ASSISTANT = "assistant";
  private static final JsonNode NO_ARGUMENTS =
      SlowJson.parsed("{\"type\":\"object\",\"properties\":{}}");

  /// @param rank where it comes among what its side says at once
  private record Line(String side, int rank, String what) {}

  private final StringBuilder system = new StringBuilder();
  private final List<Line> lines = new ArrayList<>();
  private final Map<String, String> settings = new TreeMap<>();
  private final Map<String, JsonNode> schemas = new TreeMap<>();
  private final Map<String, String> called = new HashMap<>();
  private final Map<String, Deque<String>> waiting = new HashMap<>();
  private int calls;

  static SlowRequest of(Wire wire, JsonNode body) {
    return switch (wire) {
      case OPENAI_CHAT -> SlowChat.asked(body);
      case OPENAI_RESPONSES -> SlowResponses.asked(body);
      case ANTHROPIC_MESSAGES -> SlowMessages.asked(body);
      case BEDROCK_CONVERSE -> SlowConverse.asked(body);
      case GEMINI_GENERATE -> SlowGenerate.asked(body);
      case OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS, ANTHROPIC_COUNT_TOKENS -> throw none(wire);
      case GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS -> throw none(wire);
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE -> throw none(wire);
    };
  }

  private static IllegalArgumentException none(Wire wire) {
    return new IllegalArgumentException("no conversation: " + wire);
  }

  /// That it asks for so many tokens, if it does not say how many.
  void atMost(long tokens) {
    settings.putIfAbsent("max", Long.toString(tokens));
  }

  void system(String text) {
    system.append(text);
  }

  void text(String side, String text) {
    if (!text.isEmpty()) {
      lines.add(new Line(side, 1, "text:" + text));
    }
  }

  void thought(String text) {
    if (!text.isEmpty()) {
      lines.add(new Line(ASSISTANT, 0, "thought:" + text));
    }
  }

  void file(String side, String file) {
    lines.add(new Line(side, 1, file));
  }

  void call(String id, String name, JsonNode arguments) {
    calls++;
    String label = name + "#" + calls;
    called.put(id, label);
    waiting.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(label);
    lines.add(new Line(ASSISTANT, 2, "call:%s %s".formatted(label, arguments)));
  }

  /// @param name of the tool, for a result that has no id
  void result(String id, String name, boolean failed, String text, List<String> files) {
    Deque<String> unanswered = waiting.getOrDefault(name, new ArrayDeque<>());
    String label =
        id.isEmpty() && !name.isEmpty()
            ? Objects.requireNonNullElse(unanswered.poll(), "?")
            : called.getOrDefault(id, "?");
    String said = SlowJson.canonical(text);
    String ending = failed ? " failed" : "";
    lines.add(new Line(USER, 0, "result:%s%s %s %s".formatted(label, ending, said, files)));
  }

  void setting(String name, String value) {
    if (!value.isEmpty()) {
      settings.put(name, value);
    }
  }

  /// A number, however it is written; nothing if there is none.
  void number(String name, JsonNode value) {
    if (value.isNumber()) {
      BigDecimal number = new BigDecimal(value.asText()).stripTrailingZeros();
      setting(name, number.toPlainString());
    }
  }

  /// A number of which zero says nothing.
  void penalty(String name, JsonNode value) {
    if (value.asDouble() != 0) {
      number(name, value);
    }
  }

  void stop(JsonNode texts) {
    if (texts.isTextual()) {
      setting("stop", "[" + texts + "]");
    } else if (!texts.isEmpty()) {
      setting("stop", texts.toString());
    }
  }

  void tool(String name, JsonNode description, JsonNode schema, boolean strict) {
    setting("tool " + name, description.asText("") + " ");
    schemas.put("tool schema " + name, schema.isObject() ? schema : NO_ARGUMENTS);
    if (strict) {
      setting("strict " + name, "true");
    }
  }

  /// @param choice `none`, `any`, or `one` and a name; that a model may do as it likes says nothing
  void choice(String choice) {
    if (!choice.equals("auto")) {
      setting("choice", choice);
    }
  }

  void oneAtATime(boolean only) {
    if (only) {
      setting("parallel", "no");
    }
  }

  /// That the answer is JSON, of whatever schema.
  void json() {
    setting("format", "json");
  }

  /// A schema of the answer; its description may be in it or beside it.
  void schema(JsonNode schema) {
    schemas.put("schema", SlowJson.undescribed(schema));
  }

  void effort(String effort) {
    setting("effort", effort.equals("none") ? "off" : effort);
  }

  /// The whole of it, a line each.
  ///
  /// @param outlined whether schemas are compared by outline: one side has them in Google's
  ///   language
  /// @param without settings that a wire has no words for, and that do not change what is said
  String said(boolean outlined, List<String> without) {
    StringBuilder said = new StringBuilder("system:" + system).append('\n');
    List<Line> run = new ArrayList<>();
    for (Line line : lines) {
      if (!run.isEmpty() && !run.getFirst().side().equals(line.side())) {
        end(run, said);
      }
      run.add(line);
    }
    end(run, said);
    Map<String, String> all = new TreeMap<>(settings);
    schemas.forEach(
        (name, schema) -> all.put(name, outlined ? SlowJson.outline(schema) : schema.toString()));
    all.forEach((name, value) -> {
      if (without.stream().noneMatch(name::startsWith)) {
        said.append(name).append('=').append(value).append('\n');
      }
    });
    return said.toString();
  }

  private static void end(List<Line> run, StringBuilder said) {
    String open = "";
    for (int rank = 0; rank <= 2; rank++) {
      for (Line line : run) {
        if (line.rank() != rank) {
          continue;
        }
        String kind = line.what().substring(0, line.what().indexOf(':') + 1);
        boolean goesOn = kind.equals(open) && (kind.equals("text:") || kind.equals("thought:"));
        said.append(goesOn ? "" : "\n" + line.side() + " " + kind);
        said.append(line.what().substring(kind.length()));
        open = kind;
      }
    }
    run.clear();
  }
}
