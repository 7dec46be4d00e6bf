package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The object in which a tool's result is told. By Google's rule a member `output` is the result
/// and a member `error` says how the tool failed; an object with neither is the result itself.
///
/// A text that is an object by itself is told as that object, any other as `output`, several texts
/// as a list of them.
///
/// @param texts of the result
record GenerateResponse(List<JsonSlice> texts, boolean failed) {
  static final GenerateResponse NOTHING = new GenerateResponse(List.of(), false);

  private static final String OUTPUT = "output";
  private static final String ERROR = "error";

  /// @param response an object
  static GenerateResponse read(JsonSlice response) throws JsonFault {
    var members = Members.of(response);
    if (members.count == 0) {
      return NOTHING;
    }
    boolean alone = members.count == 1;
    if (alone && members.output.isPresent()) {
      List<JsonSlice> texts = texts(members.output.get());
      return texts.isEmpty() ? itself(response, false) : new GenerateResponse(texts, false);
    }
    if (alone && members.error.isPresent()) {
      List<JsonSlice> texts = texts(members.error.get());
      return texts.isEmpty()
          ? itself(members.error.get(), true)
          : new GenerateResponse(texts, true);
    }
    return itself(response, members.error.isPresent() && members.output.isEmpty());
  }

  private static GenerateResponse itself(JsonSlice json, boolean failed) {
    return new GenerateResponse(List.of(json.asString()), failed);
  }

  /// A text, or each of a list of texts; none if the value is neither.
  private static List<JsonSlice> texts(JsonSlice value) throws JsonFault {
    if (value.isString()) {
      return List.of(value);
    }
    List<JsonSlice> texts = new ArrayList<>();
    try (JsonCursor cursor = JsonCursor.over(value.bytes(), value.from(), value.to())) {
      if (!cursor.is(Kind.ARRAY)) {
        return List.of();
      }
      while (cursor.nextElement()) {
        if (!cursor.is(Kind.STRING)) {
          return List.of();
        }
        texts.add(cursor.slice());
      }
    }
    return texts;
  }

  List<Part> parts() {
    return texts.stream().<Part>map(text -> new Part.Text(text, false)).toList();
  }

  /// Writes the member `response`.
  static void write(List<JsonSlice> texts, boolean failed, JsonOutput out) {
    if (!failed && texts.size() == 1) {
      Optional<JsonSlice> object = object(texts.getFirst());
      if (object.isPresent()) {
        out.value("response", object.get());
        return;
      }
    }
    out.object("response");
    String name = failed ? ERROR : OUTPUT;
    if (texts.size() == 1) {
      out.value(name, texts.getFirst());
    } else if (!texts.isEmpty()) {
      out.array(name);
      texts.forEach(out::value);
      out.endArray();
    } else if (failed) {
      out.text(name, "");
    }
    out.endObject();
  }

  /// The object that a text is, if it is one that is read as the same text again.
  private static Optional<JsonSlice> object(JsonSlice text) {
    byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
    if (bytes.length == 0 || bytes[0] != '{') {
      return Optional.empty();
    }
    try (JsonCursor cursor = JsonCursor.overUnique(bytes)) {
      JsonSlice object = cursor.slice();
      cursor.requireEnd();
      var members = Members.of(object);
      boolean itself = members.count > 0 && members.output.isEmpty() && members.error.isEmpty();
      return itself && object.to() == bytes.length ? Optional.of(object) : Optional.empty();
    } catch (JsonFault _) {
      return Optional.empty(); // a text like any other
    }
  }

  /// The members that mean something.
  private static final class Members {
    private int count;
    private Optional<JsonSlice> output = Optional.empty();
    private Optional<JsonSlice> error = Optional.empty();

    private static Members of(JsonSlice object) throws JsonFault {
      var members = new Members();
      try (JsonCursor cursor = JsonCursor.over(object.bytes(), object.from(), object.to())) {
        cursor.require(Kind.OBJECT);
        while (cursor.nextMember()) {
          members.count++;
          String name = cursor.name();
          JsonSlice value = cursor.slice();
          switch (name) {
            case OUTPUT -> members.output = Optional.of(value);
            case ERROR -> members.error = Optional.of(value);
            default -> {} // of the result itself
          }
        }
      }
      return members;
    }
  }
}
