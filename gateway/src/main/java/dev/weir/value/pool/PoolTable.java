package dev.weir.value.pool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.CsvTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Pools as comma-separated values, all or none. Columns have the names of a pool's fields, `pool`
/// its name; lists are written `a;b`, numbers of use cases and shares of pools `a=1;b=2`.
public final class PoolTable {
  private static final int CELLS_MAX = 100_000;
  private static final int TOLD_MAX = 20;
  private static final String POOL = "pool";
  private static final String USE_CASES = "use_cases";
  private static final Set<String> NUMBERS = Set.of("units", "serves");
  private static final Set<String> WHOLE = Set.of("months", "order");
  private static final Set<String> NEEDED =
      new TreeSet<>(Set.of(POOL, "category", "amount_usd", "from", "basis", "source", "evidence"));
  private static final Set<String> MORE =
      new TreeSet<>(Set.of("until", "months", USE_CASES, "driver", "if_none", "note"));
  private static final Pattern COUNT = Pattern.compile("-?[0-9]{1,9}");

  private final SortedMap<String, PooledCost> pools = new TreeMap<>();
  private final Map<String, Integer> lines = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  private PoolTable() {}

  /// The pools of a text, by name; anything wrong is an [IllegalArgumentException] that names
  /// lines, rules and values.
  public static SortedMap<String, PooledCost> read(String text) {
    CsvTable table = CsvTable.read(text, CELLS_MAX);
    requireColumns(table.columns());
    PoolTable read = new PoolTable();
    for (CsvTable.Row row : table.rows()) {
      Map<String, String> cells = table.named(row);
      cells.replaceAll((_, cell) -> cell.strip());
      read.add(row.line(), cells);
    }
    read.requireRight();
    return read.pools;
  }

  private static void requireColumns(List<String> columns) {
    Set<String> known = new TreeSet<>(NEEDED);
    known.addAll(MORE);
    known.addAll(NUMBERS);
    known.addAll(WHOLE);
    if (!known.containsAll(columns) || !columns.containsAll(NEEDED)) {
      throw new IllegalArgumentException(
          "line 1: the columns are of %s, with all of %s, was %s"
              .formatted(known, NEEDED, columns));
    }
  }

  private void add(int line, Map<String, String> cells) {
    String name = cells.getOrDefault(POOL, "");
    try {
      PooledCost pool = PoolText.read(name, body(cells));
      Integer before = lines.putIfAbsent(name, line);
      if (before != null) {
        throw new IllegalArgumentException(
            "column 'pool': each stands once, first on line %d, was '%s'".formatted(before, name));
      }
      pools.put(name, pool);
    } catch (IllegalArgumentException wrong) {
      problems.add("line %d: %s".formatted(line, wrong.getMessage()));
    }
  }

  private static ObjectNode body(Map<String, String> cells) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    cells.forEach((column, cell) -> {
      if (cell.isEmpty() || column.equals(POOL)) {
        return;
      }
      if (column.equals(USE_CASES)) {
        List.of(cell.split(";", -1)).forEach(body.withArray(USE_CASES)::add);
      } else if (NUMBERS.contains(column)) {
        addNumbers(column, cell, body.putObject(column));
      } else if (WHOLE.contains(column)) {
        body.put(column, whole(column, cell));
      } else {
        body.put(column, cell);
      }
    });
    return body;
  }

  private static void addNumbers(String column, String cell, ObjectNode numbers) {
    for (String pair : cell.split(";", -1)) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1 || numbers.has(pair.substring(0, equals))) {
        throw new IllegalArgumentException(
            "column '%s' is written name=number;name=number, each name once, was '%s'"
                .formatted(column, cell));
      }
      numbers.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
  }

  private static int whole(String column, String cell) {
    if (!COUNT.matcher(cell).matches()) {
      throw new IllegalArgumentException(
          "column '%s' is a whole number, was '%s'".formatted(column, cell));
    }
    return Integer.parseInt(cell);
  }

  private void requireRight() {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing was imported: %s%s"
              .formatted(
                  String.join("; ", problems.subList(0, Math.min(TOLD_MAX, problems.size()))),
                  problems.size() > TOLD_MAX
                      ? "; and %d more".formatted(problems.size() - TOLD_MAX)
                      : ""));
    }
    if (pools.isEmpty()) {
      throw new IllegalArgumentException("nothing was imported: the table has no pool");
    }
  }
}
