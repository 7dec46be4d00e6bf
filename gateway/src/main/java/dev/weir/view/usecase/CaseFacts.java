package dev.weir.view.usecase;

import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// What a use case is, what it lacks, what the work took before.
final class CaseFacts {
  private CaseFacts() {}

  static Chapter what(Subject subject, Line page) {
    Line written = page.at("use_case");
    Line safeguards = page.at("safeguards");
    List<List<Cell>> rows = new ArrayList<>();
    rows.add(said("Business owner", written.at("owners").text("business")));
    rows.add(said("Technical owner", written.at("owners").text("technical")));
    rows.add(said("Cost centre", written.text("cost_centre")));
    rows.add(said("Value", claim(written.at("value"))));
    rows.add(
        said(
            "Budget a month",
            written
                .number("budget_usd_per_month")
                .map(Amount::usd)
                .map(Amount::withUnit)
                .orElse("")));
    rows.add(said("Review on", UseCase.day(written.text("review_on"))));
    rows.add(said("Risk", safeguards.words("risk_tier")));
    rows.add(said("Looked at by people", safeguards.share("human_review_share").withUnit()));
    rows.add(scope(subject, written, page.texts("unexplained")));
    rows.add(
        said(
            "Last change",
            "version %s by %s on %s: %s"
                .formatted(
                    page.text("version"),
                    page.text("who"),
                    page.moment("at").map(Moment::text).orElse("–"),
                    page.text("why"))));
    page.texts("warnings")
        .forEach(warning -> rows.add(List.of(Cell.of("Attention"), Cell.of(warning, Tone.WARN))));
    return Chapter.of("what", "What it is", "")
        .listing(
            List.of(
                Table.of(
                    "What it is",
                    List.of(Column.text("Of it"), Column.text("Is said")),
                    rows,
                    EmptyState.of("Nothing is said", "It has a name alone."))));
  }

  private static List<Cell> said(String what, String text) {
    return List.of(Cell.of(what), Cell.of(text.isEmpty() ? "–" : text));
  }

  private static String claim(Line value) {
    return switch (value.text("kind")) {
      case "saving" -> "saving of " + value.text("of");
      case "revenue" ->
          "revenue beyond %s, at a margin of %s"
              .formatted(value.text("incremental_to"), value.share("margin_share").withUnit());
      case "strategic" ->
          "strategic: %s until %s"
              .formatted(value.words("aim"), UseCase.day(value.text("horizon")));
      default -> "";
    };
  }

  private static List<Cell> scope(Subject subject, Line written, List<String> unexplained) {
    String rows =
        Rows.path(subject.about("/api/v1/use-cases/%s/scope?") + subject.visit().period().range());
    int parts = written.lines("scope").size();
    Cell cell =
        unexplained.isEmpty()
            ? Cell.of("%d parts, none seen beyond them".formatted(parts))
            : Cell.of(
                "%d parts; not approved: %s".formatted(parts, String.join(", ", unexplained)),
                Tone.WARN);
    return List.of(Cell.of("Scope"), cell.opening(rows));
  }

  static Chapter readiness(Line readiness) {
    List<List<Cell>> missing =
        readiness.lines("missing").stream()
            .map(each -> List.of(Cell.of(each.words("what"), Tone.WARN), Cell.of(each.text("why"))))
            .toList();
    return Chapter.of(
            "readiness",
            "Readiness",
            "What keys beyond a proof of concept need, and the five checks of its goal.")
        .listing(
            List.of(
                Table.of(
                    "What it lacks",
                    List.of(Column.text("It lacks"), Column.text("Why")),
                    missing,
                    EmptyState.of(
                        "It lacks nothing",
                        "Keys beyond a proof of concept may be made, and gates may be passed.")),
                checks(readiness.lines("smart"))));
  }

  private static Table checks(List<Line> checks) {
    return Table.of(
        "Five checks",
        List.of(
            Column.text("Check"),
            Column.text("Standing"),
            Column.text("Lacks"),
            Column.text("Evidence")),
        checks.stream()
            .map(each ->
                List.of(
                    Cell.of(each.words("check")),
                    each.is("passed")
                        ? Cell.of("passes", Tone.GOOD)
                        : Cell.of("not yet", Tone.WARN),
                    Cell.of(String.join("; ", each.texts("lacking"))),
                    Cell.of(each.text("evidence"))))
            .toList(),
        EmptyState.of("No check", "Nothing was checked."));
  }

  static Chapter baseline(Subject subject) {
    String question = subject.about("/api/v1/baselines/%s");
    Line baseline = subject.ask(question);
    return Chapter.of("baseline", "Before AI", baseline.isTold() ? lead(baseline) : "")
        .listing(List.of(figures(baseline, question, subject)));
  }

  private static String lead(Line baseline) {
    String blocked =
        baseline
            .find("claims_blocked")
            .map(" No value is claimed against it: %s."::formatted)
            .orElse("");
    return "A %s by the %s, %s%s; it expires on %s.%s"
        .formatted(
            baseline.text("form"),
            baseline.text("unit"),
            baseline.find("source").orElse("still being measured"),
            baseline.find("evidence").map(" (grade %s)"::formatted).orElse(""),
            UseCase.day(baseline.text("expires")),
            blocked);
  }

  private static Table figures(Line baseline, String question, Subject subject) {
    List<List<Cell>> rows = new ArrayList<>();
    add(rows, "Units a month", baseline.at("volume_per_month"), Line::count);
    add(rows, "Minutes a unit", baseline.at("minutes_per_unit"), Line::count);
    add(rows, "Cost of a unit, USD", baseline.at("cost_per_unit_usd"), Line::usd);
    add(rows, "Errors, %", baseline.at("error_rate"), Line::share);
    return Table.of(
        "Figures of the baseline",
        List.of(
            Column.text("Figure"),
            Column.number("Value"),
            Column.number("Low"),
            Column.number("High"),
            Column.number("n")),
        rows.stream().map(row -> opening(row, question)).toList(),
        EmptyState.of(
                "No baseline",
                "Without what the work took before, nothing can be said to be saved. A pilot"
                    + " measures it.")
            .opening(subject.to("State one, or plan a pilot", UseCase.path() + "/baseline")));
  }

  private static List<Cell> opening(List<Cell> row, String question) {
    List<Cell> opened = new ArrayList<>(row);
    opened.set(1, row.get(1).opening(Rows.path(question)));
    return opened;
  }

  private static void add(
      List<List<Cell>> rows, String name, Line figure, BiFunction<Line, String, Amount> written) {
    if (figure.isTold()) {
      rows.add(
          List.of(
              Cell.of(name),
              Cell.of(written.apply(figure, "value")),
              Cell.of(written.apply(figure, "low")),
              Cell.of(written.apply(figure, "high")),
              Cell.of(figure.count("n"))));
    }
  }
}
