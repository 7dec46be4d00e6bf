package dev.weir.view.gate;

import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.List;

/// The parts of a promotion's page: what is asked for, the frozen evidence, signatures, its ramp.
final class PromotionFigures {
  private PromotionFigures() {}

  static List<Figure> figures(Line promotion) {
    Line allowed = promotion.at("allowed");
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("Eligible users", allowed.share("share")));
    allowed
        .number("users")
        .ifPresent(_ -> figures.add(Figure.of("Users at most", allowed.count("users"))));
    figures.add(Figure.of("Budget a month", allowed.usd("budget_usd_per_month")));
    promotion
        .number("decision_latency_seconds")
        .ifPresent(_ ->
            figures.add(
                Figure.of("From light to decision", promotion.count("decision_latency_seconds"))
                    .noted("seconds until the second signature", Tone.PLAIN)));
    return figures;
  }

  static List<Chapter> chapters(Line promotion, Line pack) {
    List<Chapter> chapters = new ArrayList<>();
    promotion
        .find("exception")
        .ifPresent(why -> chapters.add(Chapter.of("exception", "Exception", why)));
    chapters.add(signatures(promotion, pack));
    if (promotion.at("carried").isTold()) {
      chapters.add(ramp(promotion.at("carried")));
    }
    if (promotion.at("undone").isTold()) {
      chapters.add(end(promotion, promotion.at("undone")));
    }
    chapters.add(evidence(promotion, pack));
    return chapters;
  }

  private static Chapter signatures(Line promotion, Line pack) {
    Line named = pack.at("owners_named");
    return Chapter.of(
            "signatures",
            "Signatures",
            "Two sign: %s for the business, %s for the technology; nobody else can."
                .formatted(named.text("business"), named.text("technical")))
        .listing(
            List.of(
                Table.of(
                    "Signatures",
                    List.of(Column.text("Who"), Column.text("As"), Column.text("When")),
                    promotion.lines("signatures").stream()
                        .map(each ->
                            List.of(
                                Cell.of(each.text("name")),
                                Cell.of(each.words("as")),
                                each.moment("at").map(Cell::of).orElse(Cell.of("–"))))
                        .toList(),
                    EmptyState.of(
                        "Nobody has signed yet",
                        "Each owner signs in as themselves, looks at the evidence, and signs"
                            + " it."))));
  }

  private static Chapter ramp(Line carried) {
    int now = carried.number("step").map(Number::intValue).orElse(0);
    List<List<Cell>> rows = new ArrayList<>();
    for (Line step : carried.lines("steps")) {
      int number = rows.size() + 1;
      rows.add(
          List.of(
              Cell.of("Step " + number),
              Cell.of(step.share("share")),
              Cell.of(step.usd("budget_usd_per_month")),
              number == now
                  ? Cell.of("here since " + since(carried), Tone.GOOD)
                  : Cell.of(number < now ? "passed" : "to come")));
    }
    return Chapter.of(
            "ramp",
            "Roll-out",
            "Carried out on %s.".formatted(carried.moment("at").orElseThrow().text()))
        .listing(
            List.of(
                Table.of(
                    "Steps",
                    List.of(
                        Column.text("Step"),
                        Column.number("Eligible users", "%"),
                        Column.number("Budget a month", "USD"),
                        Column.text("Standing")),
                    rows,
                    EmptyState.of("In one step", "It went to all that was signed at once."))));
  }

  private static String since(Line carried) {
    return carried.moment("step_at").map(Moment::text).orElse("then");
  }

  private static Chapter end(Line promotion, Line undone) {
    Chapter chapter =
        Chapter.of(
            "end",
            "Taken back",
            "%s took it back on %s: %s"
                .formatted(
                    undone.text("who"),
                    undone.moment("at").map(Moment::text).orElse("–"),
                    undone.text("why")));
    String memo = "/api/v1/promotions/%s/memo".formatted(Entered.encoded(promotion.text("id")));
    return undone.at("memo").isTold()
        ? chapter.leadingTo(List.of(Rows.of("Why a kill criterion closed it", memo)))
        : chapter;
  }

  /// As it was frozen; figures of today are on the gate's page.
  private static Chapter evidence(Line promotion, Line pack) {
    return Chapter.of(
            "evidence",
            "Evidence that is signed",
            "Frozen with the proposal, on figures of %s to before %s. SHA-256 %s"
                .formatted(
                    pack.text("figures_from").replaceFirst("T.*", ""),
                    pack.text("figures_to").replaceFirst("T.*", ""),
                    promotion.text("sha256")))
        .listing(
            List.of(
                Checklist.of(
                    "Criteria as they stood",
                    pack.lines("criteria"),
                    EmptyState.of("No criterion", "The gate asks two signatures alone.")),
                GateFigures.killTable(pack.lines("kill"), pack.at("gate").lines("kill")),
                goal(pack.lines("smart"))));
  }

  private static Table goal(List<Line> checks) {
    return Table.of(
        "The five checks of its goal",
        List.of(Column.text("Check"), Column.text("Standing"), Column.text("Lacks")),
        checks.stream()
            .map(each ->
                List.of(
                    Cell.of(each.words("check")),
                    each.is("passed") ? Cell.of("passes", Tone.GOOD) : Cell.of("fails", Tone.WARN),
                    Cell.of(String.join("; ", each.texts("lacking")))))
            .toList(),
        EmptyState.of("No check", "The pack has none of its goal."));
  }
}
