package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one call gives the variables of a prompt: in its body's metadata, members that begin with
/// `var.`, or all together in a header. The first problem stays; it names variables and no value.
final class Values {
  static final String HEADER = "x-weir-variables";
  private static final String MARK = "var.";

  private final Frozen prompt;
  private final Map<String, String> given = new HashMap<>();
  private final Map<String, String> quoted = new HashMap<>();
  private Optional<String> problem = Optional.empty();

  private Values(Frozen prompt) {
    this.prompt = prompt;
  }

  /// Reads a call's values, and takes them out of its body: a provider has no use for them.
  ///
  /// @param header empty if there is none
  static Values read(Frozen prompt, Wire wire, Request request, String header) throws JsonFault {
    Values values = new Values(prompt);
    values.readBody(carrier(wire), request);
    values.readHeader(header);
    values.check();
    return values;
  }

  /// The member of a wire's body in which callers say what is their own.
  private static String carrier(Wire wire) {
    return switch (wire.dialect()) {
      case OPENAI, ANTHROPIC -> "metadata";
      case GEMINI -> "labels";
      case BEDROCK -> "requestMetadata";
    };
  }

  private void readBody(String carrier, Request request) throws JsonFault {
    Optional<Request.Member> member =
        request.given(carrier).filter(found -> found.kind() == Kind.OBJECT);
    if (member.isEmpty()) {
      return;
    }
    List<String> others = new ArrayList<>();
    boolean any = false;
    try (JsonCursor cursor = request.over(member.get())) {
      while (cursor.nextMember()) {
        String name = cursor.name();
        if (name.startsWith(MARK)) {
          any = true;
          give(name.substring(MARK.length()), cursor);
        } else {
          others.add(JsonOutput.quoted(name) + ":" + cursor.slice().json());
        }
      }
    }
    if (any && others.isEmpty()) {
      request.remove(member.get());
    } else if (any) {
      request.set(carrier, "{" + String.join(",", others) + "}");
    }
  }

  private void readHeader(String header) {
    if (header.isEmpty()) {
      return;
    }
    if (!header.chars().allMatch(letter -> (letter >= ' ' && letter <= '~') || letter == '\t')) {
      report("the header %s is ASCII: other characters are escaped, \\u00e4".formatted(HEADER));
      return;
    }
    try (JsonCursor cursor = JsonCursor.overUnique(header.getBytes(StandardCharsets.UTF_8))) {
      if (!cursor.is(Kind.OBJECT)) {
        report("the header %s is a JSON object of texts".formatted(HEADER));
        return;
      }
      while (cursor.nextMember()) {
        give(cursor.name(), cursor);
      }
      cursor.requireEnd();
    } catch (JsonFault fault) {
      report(
          "the header %s is no JSON object at byte %d: %s"
              .formatted(HEADER, fault.position(), fault.getMessage()));
    }
  }

  private void give(String name, JsonCursor value) throws JsonFault {
    if (!Spelling.isVariable(name) || !prompt.variables().containsKey(name)) {
      report(
          "the prompt '%s' version %d has no variable %s; it has %s"
              .formatted(
                  prompt.prompt(),
                  prompt.version(),
                  Spelling.isVariable(name) ? "'" + name + "'" : "of such a name",
                  prompt.variables().isEmpty()
                      ? "none"
                      : String.join(", ", prompt.variables().keySet())));
    } else if (!value.is(Kind.STRING)) {
      report("the variable '%s' is a text, was %s".formatted(name, value.kind()));
    } else {
      give(name, value.text());
    }
    value.skip();
  }

  private void give(String name, String value) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      report("the variable '%s' has half of a character: a surrogate alone".formatted(name));
    } else if (given.put(name, value) != null) {
      report("the variable '%s' is given twice".formatted(name));
    }
  }

  private void check() {
    List<String> missing = new ArrayList<>();
    prompt
        .variables()
        .forEach((name, variable) -> {
          String value = given.get(name);
          if (value == null && variable.required()) {
            missing.add(name);
          }
          if (value != null && Variable.bytes(value) > variable.bytesMax()) {
            report(
                "the variable '%s' has at most %d bytes, had %d"
                    .formatted(name, variable.bytesMax(), Variable.bytes(value)));
          }
        });
    if (!missing.isEmpty()) {
      report(
          "the prompt '%s' version %d must be given the variables %s: as \"%s%s\" in the body's metadata, or in the header %s"
              .formatted(
                  prompt.prompt(),
                  prompt.version(),
                  String.join(", ", missing),
                  MARK,
                  missing.getFirst(),
                  HEADER));
    }
    if (problem.isEmpty()) {
      fill();
    }
  }

  /// Each value is measured and quoted once, however often it stands in the text.
  private void fill() {
    Map<String, Integer> bytes = new HashMap<>();
    prompt
        .variables()
        .forEach((name, variable) -> {
          String value = Optional.ofNullable(given.get(name)).or(variable::otherwise).orElseThrow();
          bytes.put(name, Variable.bytes(value));
          quoted.put(name, Piece.quoted(value));
        });
    long all = prompt.valuesBytes(name -> bytes.getOrDefault(name, 0));
    if (all > Frozen.VALUES_BYTES_MAX) {
      report(
          "variables add at most %d bytes to a prompt, each as often as it stands there, had %d"
              .formatted(Frozen.VALUES_BYTES_MAX, all));
    }
  }

  private void report(String found) {
    problem = Optional.of(problem.orElse(found));
  }

  Optional<String> problem() {
    return problem;
  }

  /// A variable's value as it stands inside a JSON string; only where there is no problem.
  String quoted(String variable) {
    return Optional.ofNullable(quoted.get(variable)).orElseThrow();
  }
}
