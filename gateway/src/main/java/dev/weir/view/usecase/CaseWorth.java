package dev.weir.view.usecase;

import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Trend;
import dev.weir.view.shape.Trend.Series;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a use case brings: value by its evidence, who uses it, how good it is.
final class CaseWorth {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private CaseWorth() {}

  static Chapter opportunity(Subject subject) {
    String question = subject.inMonth("/api/v1/opportunities/%s");
    Line told = subject.ask(question);
    Line summary = told.at("summary");
    List<List<Cell>> rows = new ArrayList<>();
    if (summary.number("full_usd_per_month").isPresent()) {
      rows.add(
          List.of(
              Cell.of("A month, all of it"),
              Cell.of(summary.usd("full_usd_per_month")).opening(Rows.path(question)),
              Cell.of(summary.usd("p10_usd_per_month")),
              Cell.of(summary.usd("p90_usd_per_month")),
              Cell.of(summary.share("above_zero")),
              Cell.of(summary.words("evidence")),
              Cell.of(summary.find("measure_next").orElse("–").replace('_', ' '))));
    }
    return Chapter.of("opportunity", "Opportunity", "What it could be worth beside what it is.")
        .listing(
            Table.of(
                "What it could be worth",
                List.of(
                    Column.text("Range"),
                    Column.number("Worth", "USD"),
                    Column.number("P10", "USD"),
                    Column.number("P90", "USD"),
                    Column.number("Above zero", "%"),
                    Column.text("Evidence"),
                    Column.text("Measure next")),
                rows,
                EmptyState.of(
                    "No range yet",
                    summary
                        .find("unanswered")
                        .or(() -> Optional.of(told.refused()).filter(it -> !it.isEmpty()))
                        .orElse("It needs a baseline, a target and a price of its outcome."))))
        .leadingTo(List.of(subject.to("What is assumed", UseCase.path() + "/opportunity")));
  }

  static Chapter value(Subject subject, Line outcomes, Line costs) {
    Line counted = outcomes.at("counted");
    Line margin = costs.at("margin");
    Chapter chapter = Chapter.of("value", "Value", counted.text("why"));
    if (!outcomes.isTold()) {
      return chapter.listing(List.of(grades(subject, outcomes)));
    }
    String rows = outcomes.text("rows");
    return chapter
        .showing(
            List.of(
                Figure.of("Stated", outcomes.at("now").usd("stated_usd"))
                    .from(Rows.of("Its outcomes", rows)),
                Figure.of("Counts", counted.usd("usd"))
                    .noted(shown(counted), Tone.PLAIN)
                    .from(Rows.of("Its outcomes", rows)),
                Figure.of("Left after the loaded cost", margin.usd("margin_usd"))
                    .from(Rows.of("Cost and value", subject.inMonth("/api/v1/unit-costs/%s"))),
                goal(outcomes)))
        .listing(List.of(grades(subject, outcomes), late(outcomes)));
  }

  private static String shown(Line counted) {
    return counted
        .number("shown_share")
        .map(share -> "%s of it was shown to be the AI's".formatted(Amount.share(share).withUnit()))
        .orElse("no experiment has shown the AI's share");
  }

  private static Figure goal(Line outcomes) {
    return outcomes
        .number("target_per_month")
        .map(target ->
            Figure.of("Of the target", outcomes.share("target_reached"))
                .noted(
                    "%s %s a month".formatted(Amount.count(target).text(), outcomes.text("unit")),
                    Tone.PLAIN))
        .orElse(
            Figure.of("Of the target", Amount.share(Optional.empty()))
                .noted("the outcome has no target a month", Tone.WARN));
  }

  private static Table grades(Subject subject, Line outcomes) {
    Line stated = outcomes.at("now").at("stated_by_evidence");
    List<List<Cell>> rows = new ArrayList<>();
    stated
        .node()
        .properties()
        .forEach(grade ->
            rows.add(
                List.of(
                    Cell.of(grade.getKey().replace('_', ' ')),
                    Cell.of(stated.usd(grade.getKey())),
                    Cell.of(outcomes.at("counted").at("parts").share(grade.getKey())))));
    return Table.of(
        "Value by evidence",
        List.of(Column.text("Grade"), Column.number("Stated", "USD"), Column.number("Counts", "%")),
        rows,
        EmptyState.of(
                "No value was told this month",
                "An outcome says by its definition what a success is worth, and how that is known.")
            .typed("weir outcomes define %s outcome.json".formatted(subject.id())));
  }

  private static Table late(Line outcomes) {
    return Table.of(
        "What came after the month's end",
        List.of(
            Column.text("Outcome"),
            Column.text("What"),
            Column.number("Value", "USD"),
            Column.text("When"),
            Column.text("Who and why")),
        outcomes.lines("restatements").stream()
            .map(each ->
                List.of(
                    Cell.of(each.text("outcome_id")),
                    Cell.of(each.words("kind")),
                    Cell.of(each.usd("stated_usd")),
                    Cell.of(each.moment("at").map(Moment::text).orElse("–")),
                    Cell.of("%s: %s".formatted(each.text("who"), each.text("why")))))
            .toList(),
        EmptyState.of("Nothing was told late", "The month stands as it was known at its end."));
  }

  static Chapter adoption(Subject subject) {
    String question = subject.inMonth("/api/v1/use-cases/%s/adoption");
    Line adoption = subject.ask(question);
    Chapter chapter =
        Chapter.of("adoption", "Adoption", "Of those who may use it, who did in the month.")
            .listing(List.of(funnel(subject, adoption, question)));
    return adoption.isTold() ? chapter.drawing(weeks(adoption.lines("weeks"))) : chapter;
  }

  private static Table funnel(Subject subject, Line adoption, String question) {
    List<List<Cell>> rows = new ArrayList<>();
    if (adoption.isTold()) {
      rows.add(stage("May use it", adoption, "eligible", Optional.of(BigDecimal.ONE)));
      rows.add(
          stage("Activated so far", adoption, "activated", adoption.number("activation_rate")));
      rows.add(
          stage(
              "Active in the month",
              adoption,
              "monthly_active",
              adoption.number("monthly_active_rate")));
      List<Line> weeks = adoption.lines("weeks");
      if (!weeks.isEmpty()) {
        Line last = weeks.getLast();
        rows.add(stage("Active in its last week", last, "active", last.number("active_rate")));
      }
    }
    return Table.of(
        "Funnel",
        List.of(
            Column.text("Stage"), Column.number("Users"), Column.number("Of the eligible", "%")),
        rows.stream().map(row -> opening(row, question)).toList(),
        EmptyState.of(
                "Nobody knows who may use it",
                "A roster says who is eligible, or how many are; then this is a funnel.")
            .typed("weir adoption roster %s --users users.txt".formatted(subject.id())));
  }

  private static List<Cell> opening(List<Cell> row, String question) {
    return List.of(row.get(0), row.get(1).opening(Rows.path(question)), row.get(2));
  }

  private static List<Cell> stage(
      String name, Line line, String field, Optional<BigDecimal> share) {
    Cell percent = Cell.of(Amount.share(share));
    return List.of(
        Cell.of(name),
        Cell.of(line.count(field)),
        share.map(it -> percent.filled(it.multiply(HUNDRED).intValue())).orElse(percent));
  }

  private static Trend weeks(List<Line> weeks) {
    return new Trend(
        "Users active in the weeks from Monday",
        Trend.Kind.LINE,
        "users",
        weeks.stream().map(week -> Moment.brief(LocalDate.parse(week.text("week")))).toList(),
        weeks.isEmpty()
            ? List.of()
            : List.of(
                new Series("Active", weeks.stream().map(week -> week.number("active")).toList())));
  }

  static Chapter quality(Subject subject, Line outcomes) {
    String question = "/api/v1/feedback?use_case=%s&open=true".formatted(subject.encoded());
    Line now = outcomes.at("now");
    Chapter chapter =
        Chapter.of("quality", "Quality and feedback", "")
            .listing(
                List.of(
                    kpis(outcomes),
                    feedback(subject, subject.ask(question + "&limit=10"), question)));
    return now.isTold()
        ? chapter.showing(
            List.of(
                Figure.of("Outcomes tried", now.count("outcomes"))
                    .from(Rows.of("Its outcomes", outcomes.text("rows"))),
                Figure.of("Succeeded", now.count("successes"))
                    .from(Rows.of("Its outcomes", outcomes.text("rows"))),
                Figure.of("Told to have cost by failing", now.usd("failed_usd"))
                    .from(Rows.of("Its outcomes", outcomes.text("rows")))))
        : chapter;
  }

  private static Table kpis(Line outcomes) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Line kpi : outcomes.lines("kpis")) {
      Line figures = kpi.at("figures");
      figures
          .node()
          .properties()
          .forEach(figure -> {
            Line number = figures.at(figure.getKey());
            rows.add(
                List.of(
                    Cell.of("%s, %s".formatted(kpi.text("name"), figure.getKey())),
                    Cell.of(number.plain("value")),
                    Cell.of(number.plain("low")),
                    Cell.of(number.plain("high")),
                    Cell.of(kpi.text("goal")),
                    number
                        .find("unanswered")
                        .map(Cell::of)
                        .orElse(standing(kpi.text("standing")))));
          });
    }
    return Table.of(
        "What is measured of each outcome",
        List.of(
            Column.text("KPI"),
            Column.number("Value"),
            Column.number("Low"),
            Column.number("High"),
            Column.text("Goal"),
            Column.text("Standing")),
        rows,
        EmptyState.of(
            "No KPI",
            "An outcome's definition may name what is measured of each: a share, a scale, a time."));
  }

  private static Cell standing(String code) {
    return switch (code) {
      case "met" -> Cell.of("met", Tone.GOOD);
      case "missed" -> Cell.of("missed", Tone.BAD);
      case "open" -> Cell.of("cannot be told yet", Tone.WARN);
      default -> Cell.of(code.replace('_', ' '), Tone.QUIET);
    };
  }

  private static Table feedback(Subject subject, Line feedback, String question) {
    return Table.of(
        "Feedback that nobody has looked into",
        List.of(
            Column.text("When"),
            Column.text("Rating"),
            Column.text("Comment"),
            Column.text("Tags"),
            Column.text("Call")),
        feedback.lines("feedback").stream()
            .map(each ->
                List.of(
                    Cell.of(each.moment("at").map(Moment::text).orElse("–"))
                        .opening(Rows.path(question)),
                    Cell.of(each.text("rating")),
                    Cell.of(each.text("comment")),
                    Cell.of(String.join(", ", each.texts("tags"))),
                    each.find("outcome_id")
                        .map(it -> Cell.of(it).opening(Rows.path(each.text("rows"))))
                        .orElseGet(() ->
                            Cell.of(each.text("call_id"))
                                .opening(subject.visit().to(Rows.call(each.text("call_id")))))))
            .toList(),
        EmptyState.of(
            "No feedback waits",
            "Applications send what users say of a call to POST /weir/feedback of the data plane."));
  }
}
