package dev.weir.view.explore;

import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What somebody looks for in Explore: the query of its link, from which links to other questions
/// are made.
///
/// @param measure a figure of the reports
/// @param by the dimension down
/// @param across the one across; empty = none
/// @param against `previous`, another period, or empty
/// @param show of a comparison: `changes`, or empty for the amounts
/// @param rows most of them; empty = as usual
/// @param filters `dimension=value` or `dimension!=value`
/// @param period the same days whenever the link is opened; empty = the month of that day, which a
///   view may be meant to be about
record Question(
    String measure,
    String by,
    String across,
    String against,
    String show,
    String rows,
    List<String> filters,
    Optional<String> period) {
  static final String PATH = Rows.EXPLORE;
  static final String CALLS = Rows.CALLS;
  static final String PREVIOUS = "previous";
  static final String CHANGES = "changes";

  private static final Set<String> TIMES = Set.of("hour", "day", "week", "month", "year");
  private static final String ROWS_OF_TIME = "400";

  /// With the others as many as a chart has colours.
  private static final String COLUMNS = "5";

  /// From the coarse to the fine: what one looks at next who has chosen a value.
  private static final List<String> NEXT =
      List.of("department", "use_case", "model", "team", "key", "user", "provider", "day");

  Question {
    filters = filters.stream().distinct().toList();
  }

  static Question of(Visit visit) {
    Entered query = visit.query();
    String by = query.find("by").orElse("use_case");
    String across = query.text("across");
    return new Question(
        query.find("measure").orElse("cost_usd"),
        by,
        across.equals(by) ? "" : across,
        query.text("against"),
        query.text("show"),
        query.text("rows"),
        query.all("filter").stream().filter(filter -> !filter.isBlank()).toList(),
        Optional.of(visit.period().text()));
  }

  /// About the month in which its link is opened.
  Question moving() {
    return new Question(measure, by, across, against, show, rows, filters, Optional.empty());
  }

  /// This question, as a link.
  String path() {
    return entered().after(PATH);
  }

  Entered entered() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    period.ifPresent(it -> values.put(Period.NAME, List.of(it)));
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("measure", measure);
    texts.put("by", by);
    texts.put("across", across);
    texts.put("against", against);
    texts.put("show", show);
    texts.put("rows", rows);
    texts.forEach((name, text) -> {
      if (!text.isEmpty()) {
        values.put(name, List.of(text));
      }
    });
    values.put("filter", filters);
    return new Entered(values);
  }

  /// The calls that it is about, as a link.
  String calls() {
    return called().after(CALLS);
  }

  Entered called() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    period.ifPresent(it -> values.put(Period.NAME, List.of(it)));
    values.put("filter", filters);
    return new Entered(values);
  }

  /// The calls that its measure counts, as a link; none where no filter tells them from others.
  Optional<String> counted() {
    return switch (measure) {
      case "refusals" -> Optional.of(and(List.of(CallList.REFUSED)).calls());
      case "billed_calls", "partly_unpriced" -> Optional.empty();
      default -> Optional.of(calls());
    };
  }

  Question and(List<String> more) {
    return filtered(Stream.concat(filters.stream(), more.stream()).toList());
  }

  Question without(String filter) {
    return filtered(filters.stream().filter(it -> !it.equals(filter)).toList());
  }

  Question filtered(List<String> others) {
    return new Question(measure, by, across, against, show, rows, others, period);
  }

  /// About what the dimensions are exchanged for.
  Question by(String down, String over) {
    return new Question(
        measure, down, over.equals(down) ? "" : over, against, show, "", filters, period);
  }

  Question most(int lines) {
    return new Question(
        measure, by, across, against, show, Integer.toString(lines), filters, period);
  }

  /// About one value of the dimension down, by the next dimension.
  Question into(String value) {
    return and(List.of(by + "=" + value)).by(next(), across);
  }

  private String next() {
    List<String> turned = new ArrayList<>(NEXT);
    int at = NEXT.indexOf(by);
    turned.addAll(List.copyOf(NEXT.subList(0, Math.max(0, at))));
    return turned.stream()
        .skip(at + 1L)
        .filter(it -> !it.equals(across) && !it.equals(by) && !isFiltered(it))
        .findFirst()
        .orElse(by);
  }

  private boolean isFiltered(String dimension) {
    return filters.stream().anyMatch(filter -> filter.startsWith(dimension + "="));
  }

  boolean isOfTime() {
    return TIMES.contains(by) || TIMES.contains(across);
  }

  boolean runsInTime() {
    return TIMES.contains(by);
  }

  /// The period it is compared with; none of a time, which has no days of another.
  Optional<Period> compared(Period now, LocalDate today) {
    if (against.isEmpty() || isOfTime()) {
      return Optional.empty();
    }
    return Optional.of(against.equals(PREVIOUS) ? now.before(today) : Period.read(against));
  }

  /// The same of the period that it is compared with.
  Optional<Question> before(Visit visit) {
    return compared(visit.period(), visit.now().atZone(ZoneOffset.UTC).toLocalDate())
        .map(then ->
            new Question(measure, by, across, "", "", rows, filters, Optional.of(then.text())));
  }

  /// What the API is asked for the calls alone.
  Entered range(Period now) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("from", List.of(now.from().toString()));
    values.put("to", List.of(now.to().plusDays(1).toString()));
    values.put("filter", filters);
    return new Entered(values);
  }

  /// What the API is asked for the pivot.
  String pivot(Visit visit) {
    Map<String, List<String>> values = new LinkedHashMap<>(range(visit.period()).values());
    values.put("measure", List.of(measure));
    values.put("by", across.isEmpty() ? List.of(by) : List.of(by, across));
    values.put("columns", List.of(COLUMNS));
    if (!rows.isEmpty() || runsInTime()) {
      values.put("rows", List.of(rows.isEmpty() ? ROWS_OF_TIME : rows));
    }
    compared(visit.period(), visit.now().atZone(ZoneOffset.UTC).toLocalDate())
        .ifPresent(then -> {
          values.put("against_from", List.of(then.from().toString()));
          values.put("against_to", List.of(then.to().plusDays(1).toString()));
        });
    return new Entered(values).after("/api/v1/report/pivot");
  }

  /// A dimension as people read it.
  static String words(String dimension) {
    return dimension.startsWith("tag:") ? dimension : dimension.replace('_', ' ');
  }
}
