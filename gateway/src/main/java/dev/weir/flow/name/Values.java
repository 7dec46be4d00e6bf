package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What one call gives the variables of a prompt: in its body's metadata, members that begin with
/// `var.`, or all together in a header. The first problem stays; it names variables and no value.
final class Values {
  static final String HEADER = "x-weir-variables";
  private static final String MARK = "var.";
  private static final int ALL_BYTES_MAX = 256 << 10;

  private final Frozen prompt;
  private final SortedMap<String, String> given = new TreeMap<>();
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
    } else if (given.put(name, value.text()) != null) {
      report("the variable '%s' is given twice, in body and header".formatted(name));
    }
    value.skip();
  }

  private void check() {
    int all = 0;
    List<String> missing = new ArrayList<>();
    for (Map.Entry<String, Variable> each : prompt.variables().entrySet()) {
      String value = given.get(each.getKey());
      if (value == null && each.getValue().required()) {
        missing.add(each.getKey());
      }
      int bytes = value == null ? 0 : Variable.bytes(value);
      if (bytes > each.getValue().bytesMax()) {
        report(
            "the variable '%s' has at most %d bytes, had %d"
                .formatted(each.getKey(), each.getValue().bytesMax(), bytes));
      }
      all += bytes;
    }
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
    if (all > ALL_BYTES_MAX) {
      report("variables have at most %d bytes together, had %d".formatted(ALL_BYTES_MAX, all));
    }
  }

  private void report(String found) {
    problem = Optional.of(problem.orElse(found));
  }

  Optional<String> problem() {
    return problem;
  }

  /// A variable's value as it stands inside a JSON string.
  String quoted(String variable) {
    String value = given.get(variable);
    return Piece.quoted(
        value == null
            ? Optional.ofNullable(prompt.variables().get(variable))
                .flatMap(Variable::otherwise)
                .orElse("")
            : value);
  }
}
