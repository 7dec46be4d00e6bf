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
import java.util.function.Function;
import java.util.stream.Collectors;

/// The `usage` of a file: the paths of each figure; under `beyond` those of other quantities by
/// name, one path or several; `like` names a family whose paths are taken for what the file does
/// not say itself.
///
/// @param elsewhere where a usage object may be besides `usage`, as a path in the body, or empty
/// @param restIsOutput whether what the total counts beyond input and output is output
record UsageFile(
    Map<Figure, List<String>> figures,
    Map<String, List<String>> beyond,
    String elsewhere,
    boolean restIsOutput) {
  static final UsageFile NONE = new UsageFile(Map.of(), Map.of(), "", false);

  private static final String KNOWN =
      Arrays.stream(Figure.values()).map(UsageFile::key).collect(Collectors.joining(", "));

  UsageFile {
    figures = Map.copyOf(figures);
    beyond = Map.copyOf(beyond);
  }

  /// @param others the usage of a family, by its name
  static UsageFile read(JsonCursor cursor, Function<String, UsageFile> others) throws JsonFault {
    FamilyFile.requireObject("'usage'", cursor);
    Map<Figure, List<String>> figures = new EnumMap<>(Figure.class);
    Map<String, List<String>> beyond = new HashMap<>();
    String elsewhere = "";
    boolean restIsOutput = false;
    UsageFile like = NONE;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "like" -> like = others.apply(cursor.text());
        case "beyond" -> {
          FamilyFile.requireObject("'beyond'", cursor);
          while (cursor.nextMember()) {
            beyond.put(cursor.name(), quantityPaths(cursor));
          }
        }
        case "elsewhere" -> elsewhere = cursor.text();
        case "rest_is_output" -> restIsOutput = FamilyFile.flag(cursor);
        default -> figures.put(figure(cursor), paths(cursor));
      }
    }
    like.figures.forEach(figures::putIfAbsent);
    like.beyond.forEach(beyond::putIfAbsent);
    return new UsageFile(figures, beyond, elsewhere, restIsOutput);
  }

  /// The same, ready to read answers with.
  UsagePaths paths() {
    return figures.isEmpty()
        ? UsagePaths.NONE
        : new UsagePaths(figures, beyond, elsewhere, restIsOutput);
  }

  private static Figure figure(JsonCursor cursor) throws JsonFault {
    for (Figure figure : Figure.values()) {
      if (key(figure).equals(cursor.name())) {
        return figure;
      }
    }
    throw FamilyFile.unknown(cursor, KNOWN + ", beyond, elsewhere, like, rest_is_output");
  }

  private static String key(Figure figure) {
    return figure.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> quantityPaths(JsonCursor cursor) throws JsonFault {
    return cursor.is(Kind.STRING) ? List.of(cursor.text()) : paths(cursor);
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
