package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A value that a call gives a prompt.
///
/// @param otherwise what stands there if the call gives none; absent = the call must give one
/// @param bytesMax the longest value, in bytes of UTF-8
public record Variable(Optional<String> otherwise, int bytesMax) {
  /// One that each call must give.
  static final Variable GIVEN = new Variable(Optional.empty(), 64 << 10);

  static final int BYTES_MAX = 64 << 10;
  private static final int ALL_MAX = 64;

  public Variable {
    if (bytesMax < 1 || bytesMax > BYTES_MAX) {
      throw new IllegalArgumentException(
          "bytes_max is 1 to %d, was %d".formatted(BYTES_MAX, bytesMax));
    }
    if (otherwise.filter(text -> bytes(text) > bytesMax).isPresent()) {
      throw new IllegalArgumentException(
          "otherwise is longer than bytes_max, which is " + bytesMax);
    }
  }

  static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  boolean required() {
    return otherwise.isEmpty();
  }

  /// Reads an object of variables by their names.
  static SortedMap<String, Variable> readAll(JsonCursor cursor) throws JsonFault {
    SortedMap<String, Variable> all = new TreeMap<>();
    Form.entries(
        cursor,
        (name, value) -> {
          Spelling.requireVariable(name);
          all.put(name, read(value));
          return true;
        });
    if (all.size() > ALL_MAX) {
      throw new IllegalArgumentException(
          "there are at most %d variables, were %d".formatted(ALL_MAX, all.size()));
    }
    return all;
  }

  private static Variable read(JsonCursor cursor) throws JsonFault {
    Draft draft = new Draft();
    Form.object(cursor, "otherwise, bytes_max", draft::member);
    return new Variable(draft.otherwise, draft.bytesMax);
  }

  /// One being read.
  private static final class Draft {
    private Optional<String> otherwise = Optional.empty();
    private int bytesMax = BYTES_MAX;

    boolean member(String name, JsonCursor value) throws JsonFault {
      switch (name) {
        case "otherwise" -> otherwise = Optional.of(Form.text(value));
        case "bytes_max" -> bytesMax = Form.whole(value);
        default -> {
          return false;
        }
      }
      return true;
    }
  }

  static void writeAll(Map<String, Variable> all, JsonOutput json) {
    json.object("variables");
    all.forEach((name, variable) -> {
      json.object(name);
      variable.otherwise.ifPresent(text -> json.text("otherwise", text));
      json.number("bytes_max", variable.bytesMax).endObject();
    });
    json.endObject();
  }
}
