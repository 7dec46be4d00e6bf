package dev.weir.view.gate;

import dev.weir.view.page.Entered;
import dev.weir.view.page.Line;
import dev.weir.view.page.Page;
import dev.weir.view.page.Place;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Chapter;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.FormField.Option;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.util.List;
import java.util.stream.Stream;

/// All gates with their lights, and all promotions, the open ones first.
public final class GateList implements Page {
  private static final String PATH = "/gates";
  private static final String OPEN = "open";
  private static final List<String> WHERE =
      List.of(
          "poc", "beta", "soft_launch", "production", "sunset", "internal", "partner", "customer");

  @Override
  public Place place() {
    return Place.in(Section.VALUE, PATH, "Gates", "/api/v1/gates");
  }

  @Override
  public Shown open(Visit visit) {
    List<Line> gates = Line.of(visit.ask().get("/api/v1/gates")).lines("gates");
    List<Line> promotions = Line.of(visit.ask().get("/api/v1/promotions")).lines("promotions");
    List<Line> useCases = Line.of(visit.ask().get("/api/v1/use-cases")).lines("use_cases");
    Story story =
        Story.of(
                "Gates",
                "What is demanded before a use case moves on, which lights are on, and what waits"
                    + " for a signature.")
            .showing(figures(gates, promotions))
            .telling(
                List.of(
                    Chapter.of(
                            "waiting",
                            "Promotions",
                            "Two owners sign each, with their own names; the second signature"
                                + " changes what the gateway allows.")
                        .listing(List.of(promotions(visit, promotions))),
                    Chapter.of("gates", "Gates", "Each light is as it was last looked at.")
                        .listing(List.of(gates(visit, gates)))))
            .taking(useCases.isEmpty() ? List.of() : List.of(opening(useCases)));
    return Shown.page("Gates", "console/story.jte", story);
  }

  private static List<Figure> figures(List<Line> gates, List<Line> promotions) {
    long waiting = promotions.stream().filter(it -> it.text("state").equals(OPEN)).count();
    long lit = gates.stream().filter(it -> it.find("lit_since").isPresent()).count();
    long killed = gates.stream().filter(it -> !it.texts("killed").isEmpty()).count();
    return List.of(
        Figure.of("Wait for a signature", Amount.count(waiting))
            .noted(waiting == 0 ? "nothing is proposed" : "see below", Tone.PLAIN),
        Figure.of("Gates whose criteria all hold", Amount.count(lit))
            .noted("of %d".formatted(gates.size()), Tone.PLAIN),
        Figure.of("Kill criteria lit", Amount.count(killed))
            .noted(killed == 0 ? "none" : "of so many gates", killed == 0 ? Tone.GOOD : Tone.BAD));
  }

  private static Form opening(List<Line> useCases) {
    List<Option> names =
        useCases.stream().map(it -> new Option(it.text("id"), it.text("name"))).toList();
    List<Option> where = WHERE.stream().map(it -> new Option(it, it.replace('_', ' '))).toList();
    return Form.of(
        "look",
        "Look at a gate, or make one",
        "Where there is none yet, its page begins with what is usual.",
        List.of(
            FormField.choice("use_case", "Use case", names),
            FormField.choice("to", "Leads to", where)));
  }

  @Override
  public Shown submit(Visit visit, Entered form) {
    return new Shown.Elsewhere(
        new Link("Gate", visit.to(OneGate.path(form.text("use_case"), form.text("to")))));
  }

  /// Those of one use case, or of all.
  public static Table gates(Visit visit, List<Line> gates) {
    return Table.of(
        "Gates",
        List.of(
            Column.text("Gate"),
            Column.number("Criteria"),
            Column.text("All hold since"),
            Column.text("Stop iterating"),
            Column.text("Unit economics"),
            Column.text("Kill criteria"),
            Column.text("Left to do")),
        gates.stream().map(each -> gate(visit, each)).toList(),
        EmptyState.of(
                "No gate yet",
                "A gate is written before the figures are known: criteria, kill criteria, and how"
                    + " far a roll-out goes until the unit economics are proven.")
            .typed("weir gates defaults beta --use-case triage > beta.json"));
  }

  private static List<Cell> gate(Visit visit, Line gate) {
    List<String> killed = gate.texts("killed");
    return List.of(
        Cell.of("%s to %s".formatted(gate.text("use_case"), gate.words("to")))
            .opening(visit.to(OneGate.path(gate.text("use_case"), gate.text("to")))),
        Cell.of(gate.count("criteria")),
        gate.moment("lit_since")
            .map(it -> Cell.of(it).marked(Tone.GOOD))
            .orElse(Cell.of("not yet")),
        gate.is("stop_iterating") ? Cell.of("lit", Tone.GOOD) : Cell.of("off"),
        gate.is("proven") ? Cell.of("proven", Tone.GOOD) : Cell.of("not proven"),
        killed.isEmpty() ? Cell.of("none lit") : Cell.of(String.join(", ", killed), Tone.BAD),
        Cell.of(gate.text("unfinished")));
  }

  /// Those of one use case, or of all; the open ones first.
  public static Table promotions(Visit visit, List<Line> promotions) {
    Stream<Line> waiting = promotions.stream().filter(it -> it.text("state").equals(OPEN));
    Stream<Line> others = promotions.stream().filter(it -> !it.text("state").equals(OPEN));
    return Table.of(
        "Promotions",
        List.of(
            Column.text("Promotion"),
            Column.text("To"),
            Column.text("State"),
            Column.number("Signatures", "of 2"),
            Column.number("Eligible users", "%"),
            Column.number("Budget a month", "USD"),
            Column.text("Proposed"),
            Column.text("Exception")),
        Stream.concat(waiting, others).map(each -> promotion(visit, each)).toList(),
        EmptyState.of(
            "Nothing was proposed yet",
            "Once a gate's criteria hold, its page takes a proposal and freezes the evidence that"
                + " two owners sign."));
  }

  private static List<Cell> promotion(Visit visit, Line promotion) {
    String id = promotion.text("id");
    return List.of(
        Cell.of(id).opening(visit.to(OnePromotion.path(id))),
        Cell.of(promotion.words("to")),
        state(promotion.text("state")),
        Cell.of(promotion.count("signatures")),
        Cell.of(promotion.share("share")),
        Cell.of(promotion.usd("budget_usd_per_month")),
        promotion.moment("at").map(Cell::of).orElse(Cell.of("–")),
        promotion.find("exception").isPresent()
            ? Cell.of("criteria did not all hold", Tone.WARN)
            : Cell.of("none"));
  }

  static Cell state(String code) {
    return switch (code) {
      case OPEN -> Cell.of("waits for signatures", Tone.WARN);
      case "carried_out" -> Cell.of("carried out", Tone.GOOD);
      case "rolled_back" -> Cell.of("rolled back", Tone.BAD);
      default -> Cell.of(code.replace('_', ' '), Tone.QUIET);
    };
  }
}
