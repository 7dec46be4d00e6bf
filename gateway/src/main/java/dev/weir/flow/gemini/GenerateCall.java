package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import java.util.Optional;

/// A tool's call being gathered: the wire has no pieces of one. One writer.
final class GenerateCall {
  private final String id;
  private final String name;
  private final StringBuilder arguments = new StringBuilder();
  private Optional<Seal> seal = Optional.empty();

  /// How much of them has been looked at, and whether that is all.
  private int checked;

  private boolean whole;

  GenerateCall(String id, String name) {
    this.id = id;
    this.name = name;
  }

  void add(JsonSlice piece) {
    arguments.append(piece.text());
  }

  void seal(Seal its) {
    seal = Optional.of(its.kept());
  }

  /// Whether all of its arguments have come.
  boolean isWhole() {
    if (checked < arguments.length()) {
      checked = arguments.length();
      whole = arguments.charAt(checked - 1) == '}' && object().isObject();
    }
    return whole;
  }

  /// Whether its arguments, now that no more come, are none.
  boolean isMalformed() {
    return hasArguments() && !object().isObject();
  }

  private boolean hasArguments() {
    return !arguments.toString().isBlank();
  }

  /// A call without a word has no arguments.
  private JsonSlice object() {
    return JsonSlice.quoted(hasArguments() ? arguments.toString() : "{}").unquoted();
  }

  /// Writes it as a part, an object.
  void write(JsonOutput out) {
    out.object();
    write(id, name, object().onOneLine(), out);
    seal.ifPresent(its -> out.value("thoughtSignature", GenerateSeals.signature(its)));
    out.endObject();
  }

  /// Writes the member `functionCall`.
  static void write(String id, String name, JsonSlice arguments, JsonOutput out) {
    out.object("functionCall").text("id", id).text("name", name);
    out.value("args", arguments).endObject();
  }

  /// How the wire tells of a call that is none: arguments of which a model wrote no object.
  String malformed() {
    return "Malformed function call: %s(%s)".formatted(name, arguments);
  }
}
