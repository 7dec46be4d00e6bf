package dev.weir.view.usecase;

import dev.weir.view.gate.Checklist;
import dev.weir.view.gate.GateList;
import dev.weir.view.glance.GateAhead;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How a use case moves on: what was tried, its gates and promotions, what was decided, what
/// changed.
final class CaseEvents {
  private CaseEvents() {}

  static Chapter experiments(Subject subject, Line costs) {
    List<Line> own =
        subject.ask("/api/v1/hypotheses").lines("hypotheses").stream()
            .filter(each -> each.text("use_case").equals(subject.id()))
            .toList();
    return Chapter.of(
            "experiments",
            "Experiments",
            "What was claimed before it was tried, and what came of the last that is over.")
        .listing(List.of(effects(subject, costs), hypotheses(subject, own)));
  }

  private static Table effects(Subject subject, Line costs) {
    return Table.of(
        "Effects known by the month's end",
        List.of(
            Column.text("Arm"),
            Column.text("Verdict"),
            Column.number("Difference"),
            Column.number("Low"),
            Column.number("High"),
            Column.number("Gain per outcome", "USD"),
            Column.text("Evidence"),
            Column.text("Why")),
        costs.lines("effects").stream().map(each -> effect(subject, each)).toList(),
        EmptyState.of(
            "No effect is known yet",
            "An experiment that was over by the month's end shows here what each arm changed."));
  }

  private static List<Cell> effect(Subject subject, Line effect) {
    Line difference = effect.at("difference");
    return List.of(
        Cell.of("%s, %s".formatted(effect.text("hypothesis"), effect.text("arm")))
            .opening(trial(subject, effect.text("hypothesis"))),
        verdict(effect.text("verdict")),
        Cell.of(difference.plain("value")).opening(Rows.path(effect.texts("rows").getFirst())),
        Cell.of(difference.plain("low")),
        Cell.of(difference.plain("high")),
        Cell.of(effect.at("per_outcome").usd("usd")),
        Cell.of(effect.text("evidence")),
        Cell.of("%s: %s".formatted(effect.words("metric"), effect.text("why"))));
  }

  private static String trial(Subject subject, String name) {
    return subject.visit().to("/experiments/" + Entered.encoded(name));
  }

  private static Cell verdict(String code) {
    return switch (code) {
      case "positive", "saving_booked" -> Cell.of(code.replace('_', ' '), Tone.GOOD);
      case "negative", "blocked" -> Cell.of(code, Tone.BAD);
      default -> Cell.of(code.replace('_', ' '), Tone.QUIET);
    };
  }

  private static Table hypotheses(Subject subject, List<Line> own) {
    return Table.of(
        "Hypotheses",
        List.of(
            Column.text("Hypothesis"),
            Column.text("State"),
            Column.text("Metric"),
            Column.text("Evidence"),
            Column.text("Until")),
        own.stream()
            .map(each ->
                List.of(
                    Cell.of(each.text("name")).opening(trial(subject, each.text("name"))),
                    Cell.of(each.words("state")),
                    Cell.of(each.words("metric")),
                    Cell.of(each.text("evidence")),
                    Cell.of(UseCase.day(each.text("until")))))
            .toList(),
        EmptyState.of(
                "No hypothesis",
                "What a change is to bring is written down before it is tried; nothing of it"
                    + " changes after the start.")
            .typed("weir hypotheses put %s-trial hypothesis.json".formatted(subject.id())));
  }

  static Chapter gates(Subject subject, String stage) {
    String of = "?use_case=" + subject.encoded();
    List<Line> gates = subject.ask("/api/v1/gates" + of).lines("gates");
    List<Line> promotions = subject.ask("/api/v1/promotions" + of).lines("promotions");
    List<Table> tables = new ArrayList<>();
    tables.add(GateList.gates(subject.visit(), gates));
    Optional<String> next = GateAhead.of(gates, stage).map(gate -> gate.text("to"));
    next.map(to -> subject.ask(subject.about("/api/v1/gates/%s/") + to))
        .filter(Line::isTold)
        .ifPresent(standing ->
            tables.add(
                Checklist.of(
                    "Checklist to " + standing.words("to"),
                    standing.lines("criteria"),
                    EmptyState.of("No criterion", "The gate asks two signatures alone."))));
    tables.add(GateList.promotions(subject.visit(), promotions));
    return Chapter.of(
            "gates",
            "Gates and promotions",
            "What is demanded before it moves on, on live figures, and how it came to where it is.")
        .listing(tables)
        .leadingTo(
            List.of(
                subject.to("The next gate", "/gates/%s/" + next.orElse(GateAhead.after(stage)))));
  }

  static Chapter decisions(Subject subject) {
    List<Line> own =
        subject.ask("/api/v1/reviews/decisions").lines("decisions").stream()
            .filter(each -> each.text("use_case").equals(subject.id()))
            .toList();
    return Chapter.of("reviews", "Reviews", "What monthly reviews decided about it.")
        .listing(
            List.of(
                Table.of(
                    "Decisions",
                    List.of(
                        Column.text("Month"),
                        Column.text("Decision"),
                        Column.text("What"),
                        Column.text("Owner"),
                        Column.text("Due"),
                        Column.text("Standing")),
                    own.stream().map(each -> decision(subject, each)).toList(),
                    EmptyState.of(
                        "No review has decided about it",
                        "A month's review looks at every use case and says what is done."))));
  }

  private static List<Cell> decision(Subject subject, Line decision) {
    return List.of(
        Cell.of(decision.text("month"))
            .opening(subject.visit().to("/reviews/" + decision.text("month"))),
        Verdict.cell(decision.text("decision")),
        Cell.of(decision.text("decides")),
        Cell.of(decision.text("owner")),
        Cell.of(UseCase.day(decision.text("due"))),
        switch (decision.text("standing")) {
          case "done" -> Cell.of("done", Tone.GOOD);
          case "overdue" -> Cell.of("overdue", Tone.BAD);
          default -> Cell.of("open", Tone.WARN);
        });
  }

  static Chapter history(Subject subject) {
    String question = subject.about("/api/v1/history/use_case/%s");
    Line history = subject.ask(question);
    Optional<String> versions = subject.visit().versions("use_case", subject.id());
    return Chapter.of("history", "History", "Who changed what is said of it, when and why.")
        .listing(
            List.of(
                Table.of(
                    "Versions",
                    List.of(
                        Column.number("Version"),
                        Column.text("When"),
                        Column.text("Who"),
                        Column.text("Why"),
                        Column.text("State")),
                    history.lines("versions").stream()
                        .map(each ->
                            List.of(
                                Cell.of(each.count("version")).opening(versions),
                                Cell.of(each.moment("at").map(Moment::text).orElse("–")),
                                Cell.of(each.text("who")),
                                Cell.of(each.text("why")),
                                each.is("retired")
                                    ? Cell.of("retired", Tone.QUIET)
                                    : Cell.of(
                                        each.at("content")
                                            .find("stage")
                                            .orElse("idea")
                                            .replace('_', ' '))))
                        .toList(),
                    EmptyState.of("Its history is not shown", history.refused()))));
  }
}
