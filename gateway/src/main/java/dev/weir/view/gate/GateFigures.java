package dev.weir.view.gate;

import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/// The parts of a gate's page: what holds, what would end it, how far it may go, what polish costs.
final class GateFigures {
  private GateFigures() {}

  static List<Figure> figures(Line standing) {
    List<Line> criteria = criteria(standing);
    long hold = criteria.stream().filter(it -> it.text("standing").equals("holds")).count();
    Line proven = standing.at("proven");
    Figure light =
        Figure.of("Criteria that hold", Amount.count(hold))
            .noted(
                standing
                    .moment("lit_since")
                    .map(it -> "of %d; all since %s".formatted(criteria.size(), it.text()))
                    .orElse("of %d".formatted(criteria.size())),
                standing.is("holds") ? Tone.GOOD : Tone.WARN);
    Figure proof =
        Figure.of("Outcomes that prove it", proven.count("outcomes_min"))
            .noted("unit economics: " + proven.words("standing"), Tone.PLAIN);
    Line polish = standing.at("polish");
    return polish.isTold()
        ? List.of(
            light,
            proof,
            Figure.of("Polish", polish.usd("usd"))
                .proven("ledger")
                .noted(
                    "spent on tuning since %s, when the light to stop went on"
                        .formatted(polish.moment("since").map(Moment::text).orElse("then")),
                    Tone.WARN))
        : List.of(light, proof);
  }

  private static List<Line> criteria(Line standing) {
    List<Line> all = new ArrayList<>(standing.lines("criteria"));
    all.addAll(standing.lines("workload"));
    return all;
  }

  static List<Chapter> chapters(Line standing) {
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(
        Chapter.of("checklist", "Checklist", "All have to hold; only what holds lets through.")
            .listing(
                List.of(
                    Checklist.of(
                        "Criteria",
                        criteria(standing),
                        EmptyState.of("No criterion", "This gate asks two signatures alone.")))));
    chapters.add(kill(standing));
    chapters.add(reach(standing));
    if (!standing.lines("guards").isEmpty() || !standing.lines("factors").isEmpty()) {
      chapters.add(growth(standing));
    }
    return chapters;
  }

  private static Chapter kill(Line standing) {
    List<Line> kill = standing.lines("kill");
    String lit =
        kill.stream().anyMatch(it -> it.is("lit"))
            ? "Lit: what was agreed in advance has come."
            : "None is lit. Each is lit where its condition holds, and closes where that was agreed.";
    String left = standing.find("unfinished").map(" Left to be done: %s"::formatted).orElse("");
    Chapter chapter =
        Chapter.of("kill", "Kill criteria", lit + left).listing(List.of(killTable(kill, kill)));
    String memo =
        "/api/v1/gates/%s/%s/memo"
            .formatted(
                Entered.encoded(standing.text("use_case")), Entered.encoded(standing.text("to")));
    return standing.at("memo").isTold()
        ? chapter.leadingTo(List.of(Rows.of("Why it closed the use case", memo)))
        : chapter;
  }

  /// @param agreed the same as it was agreed, where it is said what comes of it
  static Table killTable(List<Line> kill, List<Line> agreed) {
    List<List<Cell>> rows = new ArrayList<>();
    for (int i = 0; i < kill.size(); i++) {
      Line each = kill.get(i);
      Line when = each.at("when").isTold() ? each.at("when") : each;
      rows.add(
          List.of(
              Cell.of(Checklist.demand(when)),
              each.is("lit") ? Cell.of("lit", Tone.BAD) : Cell.of("off", Tone.GOOD),
              Cell.of(agreed.get(i).is("closes") ? "closes the roll-out" : "is said"),
              Cell.of(when.text("why"))));
    }
    return Table.of(
        "Kill criteria",
        List.of(
            Column.text("Ends when"),
            Column.text("Light"),
            Column.text("Then"),
            Column.text("Why")),
        rows,
        EmptyState.of(
            "No kill criterion", "Nothing was agreed in advance under which it would end."));
  }

  private static Chapter reach(Line standing) {
    Line proven = standing.at("proven");
    Line capped = standing.at("capped");
    List<List<Cell>> rows = new ArrayList<>();
    if (capped.isTold()) {
      rows.add(cap("Until unit economics are proven", capped));
    }
    Line signed = standing.at("signed");
    if (signed.isTold()) {
      rows.add(cap("As signed in " + signed.text("promotion"), signed.at("capped")));
    }
    String held = standing.find("held_by").map(". It may not grow now: %s"::formatted).orElse("");
    return Chapter.of("reach", "How far it may go", proven.text("why") + held)
        .listing(
            List.of(
                Table.of(
                    "Caps",
                    List.of(
                        Column.text("Cap"),
                        Column.number("Eligible users", "%"),
                        Column.number("Users at most"),
                        Column.number("Budget a month", "USD")),
                    rows,
                    EmptyState.of(
                        "Nothing caps it", "Unit economics are proven at all daily looks.")),
                ramp(standing.at("gate").at("ramp"))));
  }

  private static Table ramp(Line ramp) {
    List<List<Cell>> rows = new ArrayList<>();
    for (String step : ramp.texts("steps")) {
      rows.add(
          List.of(
              Cell.of("Step " + (rows.size() + 1)),
              Cell.of(Amount.share(new BigDecimal(step))),
              Cell.of(ramp.count("days")),
              Cell.of(ramp.words("on_breach"))));
    }
    return Table.of(
        "Ramp to what is signed",
        List.of(
            Column.text("Step"),
            Column.number("Eligible users", "%"),
            Column.number("Days"),
            Column.text("If a guard fails")),
        rows,
        EmptyState.of("No ramp", "A promotion goes to all that is signed in one step."));
  }

  private static List<Cell> cap(String name, Line cap) {
    return List.of(
        Cell.of(name),
        Cell.of(cap.share("share")),
        Cell.of(cap.count("users")),
        Cell.of(cap.usd("budget_usd_per_month")));
  }

  private static Chapter growth(Line standing) {
    return Chapter.of(
            "growth",
            "While it grows",
            "What must not fail, and what a day costs beside what was projected.")
        .listing(
            List.of(
                Checklist.of(
                    "Guards",
                    standing.lines("guards"),
                    EmptyState.of("No guard", "No criterion has to hold while it grows.")),
                Table.of(
                    "Spend against projection",
                    List.of(
                        Column.text("Factor"),
                        Column.number("Actual ÷ projected"),
                        Column.number("Days"),
                        Column.number("CUSUM"),
                        Column.number("Alarm above"),
                        Column.text("Alarmed")),
                    standing.lines("factors").stream().map(GateFigures::factor).toList(),
                    EmptyState.of(
                        "No projection", "The gate does not say what a day would cost."))));
  }

  private static List<Cell> factor(Line factor) {
    return List.of(
        Cell.of(factor.words("factor")),
        Cell.of(factor.plain("ratio")),
        Cell.of(factor.count("days")),
        Cell.of(factor.plain("sum")),
        Cell.of(factor.plain("alarm")),
        factor
            .find("alarmed")
            .map(day -> Cell.of(Moment.of(LocalDate.parse(day)).text(), Tone.BAD))
            .orElse(Cell.of("no")));
  }

  static Chapter promotions(Visit visit, List<Line> promotions) {
    return Chapter.of("promotions", "Promotions through this gate", "")
        .listing(List.of(GateList.promotions(visit, promotions)));
  }
}
