package dev.weir.view.spend;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Answered.Refused;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Cells;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
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
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Story;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A month's spend by provider: what the gateway counted, beside the provider's own usage and its
/// bill; why they differ; how far the month is closed.
public final class Reconciliation implements Page {
  private static final String PATH = "/reconciliation";
  private static final String API = "/api/v1/reconciliation";

  private static final List<Column> PROVIDERS =
      List.of(
          Column.text("Provider"),
          Column.text("State"),
          Column.number("Gateway", "USD"),
          Column.number("Usage confirms", "USD"),
          Column.number("Bill confirms", "USD"),
          Column.number("Billed", "USD"),
          Column.number("More, unexplained", "USD"),
          Column.number("Less, unexplained", "USD"));

  @Override
  public Place place() {
    return Place.in(Section.SPEND, PATH, "Reconciliation", API);
  }

  /// A provider's spend, and what the comparison says or why there is none.
  private record Compared(String provider, JsonNode spent, String question, Answered answer) {
    Optional<JsonNode> said() {
      return answer instanceof Answered.Told(JsonNode tree) ? Optional.of(tree) : Optional.empty();
    }
  }

  @Override
  public Shown open(Visit visit) {
    return Shown.page(story(visit));
  }

  private static Story story(Visit visit) {
    String report = visit.period().wholeMonth().report("provider");
    JsonNode spent = visit.ask().get(report).tree();
    List<Compared> compared = new ArrayList<>();
    for (JsonNode row : spent.required("rows")) {
      String provider = row.required("group").required("provider").asText();
      if (!provider.isEmpty() && Answers.number(row, "attempts").orElseThrow().signum() > 0) {
        String question =
            "%s?provider=%s&month=%s"
                .formatted(API, Entered.encoded(provider), visit.period().month());
        compared.add(new Compared(provider, row, question, visit.ask().get(question)));
      }
    }
    JsonNode sources = Bills.sources(visit);
    List<Chapter> chapters = new ArrayList<>();
    chapters.add(Chapter.of("providers", "Providers", "").listing(providers(compared)));
    chapters.add(
        Chapter.of(
                "causes",
                "Why they differ",
                "Each cause is named on evidence, by exact quantities.")
            .listing(causes(compared)));
    notes(compared).ifPresent(chapters::add);
    chapters.addAll(ClosedMonth.chapters(visit));
    chapters.addAll(Bills.chapters(visit, sources));
    List<Form> forms = new ArrayList<>(ClosedMonth.forms(visit));
    forms.addAll(Bills.forms(visit, sources));
    return Story.of(
            "Reconciliation of " + Moment.of(visit.period().month()).text(),
            "What the gateway counted, beside what providers say was used and what they bill.")
        .leadingTo(
            List.of(
                Rows.file(
                    "FOCUS export of the month",
                    "/api/v1/focus?format=csv&" + visit.period().wholeMonth().range())))
        .showing(figures(spent.required("total"), visit.period().wholeMonth(), compared))
        .telling(chapters)
        .taking(forms);
  }

  private static List<Figure> figures(JsonNode total, Period period, List<Compared> compared) {
    BigDecimal cost = Answers.number(total, "cost_usd").orElse(BigDecimal.ZERO);
    BigDecimal reconciled = Answers.number(total, "reconciled_usd").orElse(BigDecimal.ZERO);
    BigDecimal invoiced = Answers.number(total, "invoiced_usd").orElse(BigDecimal.ZERO);
    long balanced =
        compared.stream()
            .flatMap(it -> it.said().stream())
            .filter(it -> it.required("balanced").asBoolean())
            .count();
    boolean all = balanced == compared.size();
    return List.of(
        Figure.of("Gateway", Amount.usd(cost))
            .is(Answers.status(total))
            .from(new Link("Cost by provider", Rows.spend(period, "provider"))),
        Figure.of("Confirmed by usage", Amount.usd(reconciled))
            .noted("the same quantity", Tone.PLAIN),
        Figure.of("Confirmed by bills", Amount.usd(invoiced)).noted("the same money", Tone.PLAIN),
        Figure.of("Providers that balance", Amount.count(balanced))
            .noted(
                "of " + compared.size() + " used",
                all && !compared.isEmpty() ? Tone.GOOD : Tone.WARN));
  }

  private static Table providers(List<Compared> compared) {
    return Table.of(
        "Providers",
        PROVIDERS,
        compared.stream().map(Reconciliation::line).toList(),
        EmptyState.of("No spend in this month", "Each provider that was used has a line here."));
  }

  private static List<Cell> line(Compared compared) {
    JsonNode totals = compared.said().map(it -> it.required("totals")).orElse(compared.spent);
    Cell name = Cell.of(compared.provider);
    return List.of(
        compared.said().isPresent() ? name.opening(Rows.path(compared.question)) : name,
        state(compared.answer),
        Cells.usd(compared.spent, "cost_usd"),
        Cells.usd(compared.spent, "reconciled_usd"),
        Cells.usd(compared.spent, "invoiced_usd"),
        Cells.usd(totals, "billed_usd"),
        Cells.usd(totals, "unexplained_more_usd"),
        Cells.usd(totals, "unexplained_less_usd"));
  }

  private static Cell state(Answered answer) {
    return switch (answer) {
      case Refused why -> Cell.of(why.message(), Tone.WARN);
      case Answered.Told(JsonNode said) -> {
        JsonNode totals = said.required("totals");
        long open = totals.required("unexplained").asLong();
        boolean isCompared =
            totals.required("matched").asLong() + totals.required("explained").asLong() + open > 0;
        yield said.required("balanced").asBoolean()
            ? Cell.of("balanced", Tone.GOOD)
            : open > 0
                ? Cell.of(open + " rows unexplained", Tone.BAD)
                : Cell.of(isCompared ? "not whole" : "not compared", Tone.WARN);
      }
    };
  }

  private static Table causes(List<Compared> compared) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Compared each : compared) {
      each.said().stream()
          .flatMap(said -> said.required("causes").valueStream())
          .map(cause ->
              List.of(
                  Cell.of(cause.required("cause").asText().replace('_', ' '))
                      .opening(Rows.path(each.question)),
                  Cell.of(each.provider),
                  Cells.usd(cause, "usd")))
          .forEach(rows::add);
    }
    return Table.of(
        "Causes",
        List.of(Column.text("Cause"), Column.text("Provider"), Column.number("More billed", "USD")),
        rows,
        EmptyState.of(
            "No named cause",
            "Nothing that was compared differs by a cause; what is compared needs a bill or a"
                + " provider's usage."));
  }

  /// What was not compared, and why.
  private static Optional<Chapter> notes(List<Compared> compared) {
    List<List<Cell>> rows = new ArrayList<>();
    for (Compared each : compared) {
      each.said()
          .ifPresent(said -> {
            said.required("notes")
                .forEach(note -> rows.add(List.of(Cell.of(each.provider), Cell.of(note.asText()))));
            said.required("uncompared")
                .forEach(charges ->
                    rows.add(
                        List.of(
                            Cell.of(each.provider),
                            Cell.of(
                                "%s %s in %s lines are not compared: %s"
                                    .formatted(
                                        charges.required("amount").asText(),
                                        charges.required("currency").asText(),
                                        charges.required("lines").asText(),
                                        charges.required("reason").asText())))));
          });
    }
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Chapter.of("notes", "What was not compared", "")
                .listing(
                    Table.of(
                        "What was not compared",
                        List.of(Column.text("Provider"), Column.text("Note")),
                        rows,
                        EmptyState.of("Nothing", "Everything was compared."))));
  }

  @Override
  public Shown submit(Visit visit, Entered entered) {
    String form = entered.text("do");
    Answered answered =
        ClosedMonth.FORMS.contains(form)
            ? ClosedMonth.send(visit, entered)
            : Bills.send(visit, entered);
    return switch (answered) {
      case Answered.Told(JsonNode said) ->
          form.equals(Bills.PREVIEW)
              ? Shown.page(story(visit).beginning(List.of(Bills.preview(said))), entered)
              : new Shown.Elsewhere(new Link("Reconciliation", visit.to(PATH)));
      case Refused why -> Shown.again(why, story(visit), entered);
    };
  }
}
