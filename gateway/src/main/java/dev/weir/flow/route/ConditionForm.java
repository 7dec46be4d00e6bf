package dev.weir.flow.route;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.dialect.Wire;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The form of a condition: `{"tags":{"team":["red"]},"stream":true}`.
final class ConditionForm {
  private static final String KNOWN = "tags, wires, stream, tools, pictures, body_bytes";

  private ConditionForm() {}

  static Condition read(JsonCursor cursor) throws JsonFault {
    Members.require(cursor, Kind.OBJECT, "'if'");
    Map<String, SortedSet<String>> tags = new TreeMap<>();
    Set<Wire> wires = new HashSet<>();
    Optional<Boolean> stream = Optional.empty();
    Optional<Boolean> tools = Optional.empty();
    Optional<Boolean> pictures = Optional.empty();
    long[] bytes = {0, Long.MAX_VALUE};
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "tags" -> tags(cursor, tags);
        case "wires" -> {
          for (String code : texts(cursor)) {
            wires.add(
                Wire.coded(code)
                    .orElseThrow(
                        () -> new IllegalArgumentException("'%s' is no wire".formatted(code))));
          }
        }
        case "stream" -> stream = Optional.of(Members.flag(cursor));
        case "tools" -> tools = Optional.of(Members.flag(cursor));
        case "pictures" -> pictures = Optional.of(Members.flag(cursor));
        case "body_bytes" -> range(cursor, bytes);
        default -> throw Members.unknown(cursor, KNOWN);
      }
    }
    return new Condition(tags, wires, stream, tools, pictures, bytes[0], bytes[1]);
  }

  private static void tags(JsonCursor cursor, Map<String, SortedSet<String>> tags)
      throws JsonFault {
    Members.require(cursor, Kind.OBJECT, "'tags'");
    while (cursor.nextMember()) {
      tags.put(cursor.name(), texts(cursor));
    }
  }

  private static SortedSet<String> texts(JsonCursor cursor) throws JsonFault {
    String name = cursor.name();
    Members.require(cursor, Kind.ARRAY, "'" + name + "'");
    SortedSet<String> texts = new TreeSet<>();
    while (cursor.nextElement()) {
      Members.require(cursor, Kind.STRING, "an item of '" + name + "'");
      texts.add(cursor.text());
    }
    return texts;
  }

  private static void range(JsonCursor cursor, long[] bytes) throws JsonFault {
    Members.require(cursor, Kind.OBJECT, "'body_bytes'");
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "min" -> bytes[0] = Members.number(cursor);
        case "max" -> bytes[1] = Members.number(cursor);
        default -> throw Members.unknown(cursor, "min, max");
      }
    }
  }

  static void write(Condition condition, JsonOutput json) {
    json.object("if");
    if (!condition.tags().isEmpty()) {
      json.object("tags");
      condition
          .tags()
          .forEach((tag, values) -> {
            json.array(tag);
            values.forEach(json::text);
            json.endArray();
          });
      json.endObject();
    }
    if (!condition.wires().isEmpty()) {
      json.array("wires");
      condition.wires().stream()
          .sorted(Comparator.naturalOrder())
          .forEach(wire -> json.text(wire.code()));
      json.endArray();
    }
    condition.stream().ifPresent(it -> json.flag("stream", it));
    condition.tools().ifPresent(it -> json.flag("tools", it));
    condition.pictures().ifPresent(it -> json.flag("pictures", it));
    if (condition.bytesMin() > 0 || condition.bytesMax() < Long.MAX_VALUE) {
      json.object("body_bytes");
      if (condition.bytesMin() > 0) {
        json.number("min", condition.bytesMin());
      }
      if (condition.bytesMax() < Long.MAX_VALUE) {
        json.number("max", condition.bytesMax());
      }
      json.endObject();
    }
    json.endObject();
  }
}
