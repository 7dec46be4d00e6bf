package dev.weir.flow.provider;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.UsagePaths.Figure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Reads the `usage` of a family's file: the paths of each figure, and under `beyond` those of
/// other quantities by name.
final class UsageFile {
  private static final String KNOWN =
      Arrays.stream(Figure.values()).map(UsageFile::key).collect(Collectors.joining(", "));

  private UsageFile() {}

  static UsagePaths read(JsonCursor cursor) throws JsonFault {
    FamilyFile.requireObject("'usage'", cursor);
    Map<Figure, List<String>> figures = new EnumMap<>(Figure.class);
    Map<String, String> beyond = new HashMap<>();
    while (cursor.nextMember()) {
      if (cursor.name().equals("beyond")) {
        FamilyFile.requireObject("'beyond'", cursor);
        while (cursor.nextMember()) {
          beyond.put(cursor.name(), cursor.text());
        }
      } else {
        figures.put(figure(cursor), paths(cursor));
      }
    }
    return new UsagePaths(figures, beyond);
  }

  private static Figure figure(JsonCursor cursor) throws JsonFault {
    for (Figure figure : Figure.values()) {
      if (key(figure).equals(cursor.name())) {
        return figure;
      }
    }
    throw FamilyFile.unknown(cursor, KNOWN + ", beyond");
  }

  private static String key(Figure figure) {
    return figure.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> paths(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      throw new JsonFault("a figure has a list of paths, was " + cursor.kind(), cursor.start());
    }
    List<String> paths = new ArrayList<>();
    while (cursor.nextElement()) {
      paths.add(cursor.text());
    }
    return paths;
  }
}
