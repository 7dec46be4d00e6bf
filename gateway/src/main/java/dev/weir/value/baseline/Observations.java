package dev.weir.value.baseline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.wire.CsvTable;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads what a pilot observed, one row a unit, all or nothing: `minutes`, `cost_usd` and `error`
/// (yes or no), of which each may be empty; where wanted `id`, once each, and `day`, in the period.
public final class Observations {
  /// Most units of one file.
  public static final int ROWS_MAX = 100_000;

  private static final int TOLD_MAX = 20;
  private static final String ID = "id";
  private static final String DAY = "day";
  private static final Set<String> COLUMNS =
      Set.of(ID, DAY, Measure.MINUTES.code(), Measure.COST_USD.code(), Measure.ERROR.code());
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,8}(\\.[0-9]{1,4})?");

  private final Pilot pilot;
  private final Map<Measure, Integer> counts = new EnumMap<>(Measure.class);
  private final Map<Measure, BigDecimal> sums = new EnumMap<>(Measure.class);
  private final Map<Measure, BigDecimal> squares = new EnumMap<>(Measure.class);
  private final Set<String> ids = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private int units;

  private Observations(Pilot pilot) {
    this.pilot = pilot;
  }

  /// Of comma-separated values with a header.
  ///
  /// @param sha256 of the text as it came
  public static Observed ofCsv(Pilot pilot, String text, String sha256) {
    CsvTable table = CsvTable.read(text, (ROWS_MAX + 1) * COLUMNS.size());
    for (String column : table.columns()) {
      requireKnown(column);
    }
    Observations read = new Observations(pilot);
    for (CsvTable.Row row : table.rows()) {
      read.add("line " + row.line(), table.named(row));
    }
    return read.sums(sha256);
  }

  /// Of JSON: `{"observations": [{"minutes": 12.5, "error": false}]}`.
  public static Observed ofJson(Pilot pilot, ObjectNode body, String sha256) {
    JsonNode list = body.path("observations");
    if (!list.isArray() || body.size() != 1) {
      throw new IllegalArgumentException(
          "observations are an object with the one field 'observations', a list, was %s"
              .formatted(body.propertyStream().map(Map.Entry::getKey).toList()));
    }
    Observations read = new Observations(pilot);
    for (int i = 0; i < list.size(); i++) {
      Map<String, String> cells = new TreeMap<>();
      String place = "observation %d".formatted(i + 1);
      list.get(i)
          .properties()
          .forEach(field -> {
            requireKnown(field.getKey());
            cells.put(field.getKey(), field.getValue().isNull() ? "" : field.getValue().asText());
          });
      read.add(place, cells);
    }
    return read.sums(sha256);
  }

  private static void requireKnown(String column) {
    if (!COLUMNS.contains(column)) {
      throw new IllegalArgumentException(
          "an observation has %s, was '%s'".formatted(COLUMNS.stream().sorted().toList(), column));
    }
  }

  private void add(String place, Map<String, String> cells) {
    units++;
    if (units > ROWS_MAX) {
      throw new IllegalArgumentException(
          "%s: a file has at most %,d observations".formatted(place, ROWS_MAX));
    }
    String id = cells.getOrDefault(ID, "").strip();
    if (!id.isEmpty() && !ids.add(id)) {
      problem(place, ID, "names a unit once", id);
    }
    day(place, cells.getOrDefault(DAY, "").strip());
    boolean any = false;
    for (Measure measure : Measure.values()) {
      String cell = cells.getOrDefault(measure.code(), "").strip();
      any |= !cell.isEmpty();
      if (!cell.isEmpty()) {
        value(place, measure, cell).ifPresent(value -> add(measure, value));
      }
    }
    if (!any) {
      problem(place, Measure.MINUTES.code(), "or another figure is there", "");
    }
  }

  private void add(Measure measure, BigDecimal value) {
    counts.merge(measure, 1, Integer::sum);
    sums.merge(measure, value, BigDecimal::add);
    squares.merge(measure, value.multiply(value), BigDecimal::add);
  }

  private void day(String place, String cell) {
    if (cell.isEmpty()) {
      return;
    }
    Period period = pilot.period();
    try {
      if (!period.contains(LocalDate.parse(cell))) {
        problem(
            place,
            DAY,
            "is from %s to before %s, as the pilot is".formatted(period.from(), period.until()),
            cell);
      }
    } catch (DateTimeException unreadable) {
      problem(place, DAY, "is a day as 2026-10-01", cell);
    }
  }

  private Optional<BigDecimal> value(String place, Measure measure, String cell) {
    if (measure == Measure.ERROR) {
      return errors(place, cell);
    }
    if (!NUMBER.matcher(cell).matches()) {
      problem(
          place,
          measure.code(),
          "is a number as 12.5, not negative, of at most 8 digits before and 4 behind the point",
          cell);
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(cell));
  }

  /// 1 for an error, 0 for none.
  private Optional<BigDecimal> errors(String place, String cell) {
    return switch (cell) {
      case "yes", "true", "1" -> Optional.of(BigDecimal.ONE);
      case "no", "false", "0" -> Optional.of(BigDecimal.ZERO);
      default -> {
        problem(place, Measure.ERROR.code(), "is yes or no", cell);
        yield Optional.empty();
      }
    };
  }

  private void problem(String place, String field, String rule, String seen) {
    if (problems.size() <= TOLD_MAX) {
      problems.add("%s: field '%s' %s, was '%s'".formatted(place, field, rule, seen));
    }
  }

  private Observed sums(String sha256) {
    for (Goal goal : pilot.goals()) {
      if (!counts.containsKey(goal.measure()) && problems.isEmpty()) {
        problems.add(
            "field '%s' is collected by the plan, and of %d observations none has it"
                .formatted(goal.measure().code(), units));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing was taken: %s%s"
              .formatted(
                  String.join("; ", problems.subList(0, Math.min(TOLD_MAX, problems.size()))),
                  problems.size() > TOLD_MAX ? "; and more" : ""));
    }
    return new Observed(
        sha256,
        units,
        sums(Measure.MINUTES),
        sums(Measure.COST_USD),
        sums(Measure.ERROR)
            .map(all -> new Observed.Errors(all.count(), all.sum().longValueExact())));
  }

  private Optional<Observed.Sums> sums(Measure measure) {
    return Optional.ofNullable(counts.get(measure))
        .map(count ->
            new Observed.Sums(
                count,
                sums.getOrDefault(measure, BigDecimal.ZERO),
                squares.getOrDefault(measure, BigDecimal.ZERO)));
  }
}
