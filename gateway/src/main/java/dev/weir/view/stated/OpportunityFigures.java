package dev.weir.view.stated;

import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;

/// What an opportunity comes to, as the API answers it.
final class OpportunityFigures {
  private static final EmptyState NONE =
      EmptyState.of("Nothing to measure", "No input would change what is decided.");

  private OpportunityFigures() {}

  static List<Figure> figures(Known known, Line worth) {
    Line summary = worth.at("summary");
    Link rows = Rows.of("All of its figures", question(known));
    return List.of(
        Figure.of("Value today, by risk and evidence", summary.usd("value_usd"))
            .noted("evidence: " + summary.words("evidence"), Tone.PLAIN)
            .from(rows),
        Figure.of("A month, fully used", summary.usd("full_usd_per_month"))
            .noted(
                "P10 %s, P90 %s"
                    .formatted(
                        summary.usd("p10_usd_per_month").text(),
                        summary.usd("p90_usd_per_month").text()),
                Tone.PLAIN)
            .from(rows),
        Figure.of("Chance to reach production", worth.at("plan").share("chance"))
            .noted("assumed, from " + worth.at("plan").words("stage"), Tone.PLAIN)
            .from(rows));
  }

  private static String question(Known known) {
    return "%s?month=%s".formatted(known.api(), known.visit().period().month());
  }

  static List<Chapter> chapters(Known known, Line worth) {
    Link rows = Rows.of("Rows", question(known));
    return List.of(
        Chapter.of(
                "next",
                "What to measure next",
                "What it is worth to know an input before it is decided whether to go on.")
            .listing(List.of(measureNext(worth)))
            .leadingTo(List.of(rows)),
        Chapter.of("inputs", "Inputs that it rests on", "")
            .listing(List.of(inputs(worth)))
            .leadingTo(List.of(rows)));
  }

  private static Table measureNext(Line worth) {
    return Table.of(
        "What to measure next",
        List.of(Column.text("Input"), Column.number("Worth to know", "USD")),
        worth.lines("measure_next").stream()
            .map(each -> List.of(Cell.of(each.words("term")), Cell.of(each.usd("usd"))))
            .toList(),
        NONE);
  }

  private static Cell input(Line each, String field) {
    return Cell.withUnit(Amount.named(each.text("term"), each.number(field)));
  }

  private static Table inputs(Line worth) {
    return Table.of(
        "Inputs",
        List.of(
            Column.text("Input"),
            Column.number("Least"),
            Column.number("Most likely"),
            Column.number("Most"),
            Column.text("Known from")),
        worth.lines("inputs").stream()
            .map(each ->
                List.of(
                    Cell.of(each.words("term")),
                    input(each, "low"),
                    input(each, "base"),
                    input(each, "high"),
                    each.text("origin").equals("assumed")
                        ? Cell.of(each.text("source"), Tone.WARN)
                        : Cell.of(each.text("source"))))
            .toList(),
        NONE);
  }
}
