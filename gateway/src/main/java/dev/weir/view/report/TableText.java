package dev.weir.view.report;

import dev.weir.flow.catalogue.ExchangeRate;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// A report as a table of fixed-width text: what it is about, the rows, the total, and what the
/// reader must know of the figures.
final class TableText {
  private static final String GAP = "  ";
  private static final String TOTAL = "total";
  private static final int RATES_NAMED = 3;

  private TableText() {}

  static String of(Report report) {
    List<Figure> shown =
        report.query().figures().stream()
            .filter(figure -> figure.isAlwaysShown() || hasSomething(figure, report))
            .toList();
    List<List<String>> lines = lines(report, shown);
    int labels = Math.max(1, report.query().by().size());
    int[] widths = widths(lines);
    StringBuilder text = new StringBuilder(title(report)).append("\n\n");
    text.append(aligned(lines.getFirst(), widths, labels));
    text.append(rule(widths));
    lines.subList(1, lines.size() - 1).forEach(line -> text.append(aligned(line, widths, labels)));
    if (lines.size() > 2) {
      text.append(rule(widths));
    }
    text.append(aligned(lines.getLast(), widths, labels));
    return text.append(notes(report, shown)).toString();
  }

  private static boolean hasSomething(Figure figure, Report report) {
    return !figure.of(report.total()).isNothing()
        || report.rows().stream().anyMatch(row -> !figure.of(row.measures()).isNothing());
  }

  private static String title(Report report) {
    ReportRange range = report.query().range();
    String by =
        report.query().by().stream().map(Dimension::label).collect(Collectors.joining(", "));
    String filters =
        report.query().filters().stream()
            .map(filter ->
                ", " + filter.dimension().label() + " = " + String.join(" or ", filter.values()))
            .collect(Collectors.joining());
    return "%s%s, calls accepted from %s to before %s (%s)%s"
        .formatted(
            report.query().subject().title()
                + report.query().conversion().map(into -> " and " + into.currency()).orElse(""),
            by.isEmpty() ? "" : " by " + by,
            shown(range.from(), range.zone()),
            shown(range.to(), range.zone()),
            range.zone().getId(),
            filters);
  }

  private static LocalDateTime shown(Instant instant, ZoneId zone) {
    return instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone).toLocalDateTime();
  }

  private static List<List<String>> lines(Report report, List<Figure> shown) {
    List<List<String>> lines = new ArrayList<>();
    List<String> header = new ArrayList<>();
    report.query().by().forEach(dimension -> header.add(dimension.label()));
    if (header.isEmpty()) {
      header.add("");
    }
    shown.forEach(figure -> header.add(figure.title()));
    lines.add(header);
    report.rows().forEach(row -> lines.add(line(row.group(), row.measures(), shown)));
    List<String> group =
        new ArrayList<>(Collections.nCopies(Math.max(1, report.query().by().size()), ""));
    group.set(0, TOTAL);
    lines.add(line(group, report.total(), shown));
    return lines;
  }

  private static List<String> line(List<String> group, Measures measures, List<Figure> shown) {
    List<String> cells = new ArrayList<>(group);
    shown.forEach(figure -> cells.add(figure.of(measures).shown()));
    return cells;
  }

  private static int[] widths(List<List<String>> lines) {
    int[] widths = new int[lines.getFirst().size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return widths;
  }

  private static String aligned(List<String> line, int[] widths, int labels) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String space = " ".repeat(widths[i] - line.get(i).length());
      text.append(i == 0 ? "" : GAP);
      text.append(i < labels ? line.get(i) + space : space + line.get(i));
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static String rule(int[] widths) {
    return "-".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)) + "\n";
  }

  private static List<String> rates(Report report, Conversion into) {
    List<ExchangeRate> rates = into.within(report.query().range());
    List<String> notes = new ArrayList<>();
    notes.add(
        "%s: each row of the ledger at the rate of its day (UTC): %s%s."
            .formatted(
                into.currency(),
                rates.stream()
                    .limit(RATES_NAMED)
                    .map(rate ->
                        "%s USD from %s (%s)"
                            .formatted(
                                rate.usd().toPlainString(), rate.day(), rate.origin().source()))
                    .collect(Collectors.joining(", ")),
                rates.size() > RATES_NAMED
                    ? ", and %d more, which json names".formatted(rates.size() - RATES_NAMED)
                    : ""));
    if (report.lacksRates()) {
      notes.add(
          "NO RATE of %s before %s: amounts with a part before that day are not stated in it."
              .formatted(into.currency(), into.firstDay()));
    }
    return notes;
  }

  private static String notes(Report report, List<Figure> shown) {
    List<String> notes = new ArrayList<>();
    notes.add(
        switch (report.query().subject()) {
          case COST -> "Amounts are rounded to six decimals here; csv and json are exact.";
          case SPEED -> "Times are in milliseconds; of a rate the p5 is its slow end.";
        });
    report.query().conversion().ifPresent(into -> notes.addAll(rates(report, into)));
    report.incomplete().ifPresent(what -> notes.add("INCOMPLETE: " + what + "."));
    if (report.more()) {
      notes.add(
          "Only the first %,d rows are shown; the total counts all."
              .formatted(report.rows().size()));
    }
    String left =
        report.query().figures().stream()
            .filter(figure -> !shown.contains(figure))
            .map(Figure::title)
            .collect(Collectors.joining(", "));
    if (!left.isEmpty()) {
      notes.add("Nothing to show for: " + left + ".");
    }
    return "\n" + String.join("\n", notes) + "\n";
  }
}
