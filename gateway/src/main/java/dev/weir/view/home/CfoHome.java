package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.glance.LastReview;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Page;
import dev.weir.view.page.Period;
import dev.weir.view.page.Place;
import dev.weir.view.page.Rows;
import dev.weir.view.page.Section;
import dev.weir.view.page.Shown;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Card;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Sheet;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// The first page of whoever decides what money is spent on: one month on one sheet of paper.
public final class CfoHome implements Page {
  public static final String PATH = "/cfo";

  private static final String ENVELOPES = "/api/v1/envelopes/comparison?month=";
  private static final String MARGINS = "/api/v1/margins?month=";

  @Override
  public Place place() {
    return Place.in(Section.OVERVIEW, PATH, "Cost and value", "/api/v1/envelopes/comparison");
  }

  @Override
  public Shown open(Visit visit) {
    YearMonth month = visit.period().month();
    Answers told = new Answers(visit.ask());
    JsonNode total = visit.ask().get(ENVELOPES + month).tree().required("total");
    JsonNode report = told.about("Model cost", visit.period().wholeMonth().report(""));
    JsonNode margins = told.about("Value", MARGINS + month);
    JsonNode useCases = told.about("Use cases", "/api/v1/use-cases").path("use_cases");
    PortfolioReturns returns =
        new PortfolioReturns(margins, useCases, LastReview.before(month, told), month);
    Commitments commitments = Commitments.of(told, month);
    DecisionsDue due = DecisionsDue.of(told, useCases, visit.now());
    return Shown.page(
        "Cost and value",
        "console/sheet.jte",
        Sheet.of(
                "Cost and value in " + Moment.of(month).text(),
                "What generative AI cost with all that belongs to it, what came of it, and what"
                    + " is to be decided.")
            .with(figures(total, report, margins, visit.period().wholeMonth()))
            .minding(told.refusals())
            .showing(
                List.of(
                    List.of(
                        Card.of("Portfolio", returns.table())
                            .led(
                                "Each is one outcome: what it costs, what it cost before AI, and what"
                                    + " is left of its value.")),
                    List.of(
                        Card.of("Value by evidence", ValueByEvidence.table(margins, month))
                            .led("As stated, and what of it counts by how it is known."),
                        Card.of("Decisions due", due.table())),
                    List.of(
                        Card.of("Commitments", commitments.table())
                            .led("What is bought other than by the call, and how it is used.")))));
  }

  private static List<Figure> figures(
      JsonNode total, JsonNode report, JsonNode margins, Period period) {
    YearMonth month = period.month();
    JsonNode value = margins.path("total");
    return List.of(
        Figure.of("Cost, fully loaded", Amount.usd(Answers.number(total, "loaded_usd")))
            .noted(
                "%s USD of it beside the models"
                    .formatted(Amount.usd(Answers.number(total, "pools_usd")).text()),
                Tone.PLAIN)
            .is(Answers.status(report.path("total")))
            .from(new Link("By cost centre", "/envelopes?period=" + month)),
        CostOfDays.figure(report.path("total"), period),
        left(total, month).is(Answers.status(report.path("total"))),
        runRate(total, month),
        Figure.of("Value that counts", Amount.usd(Answers.number(value, "counted_usd")))
            .noted(
                "%s USD as stated"
                    .formatted(Amount.usd(Answers.number(value, "stated_usd")).text()),
                Tone.PLAIN)
            .from(Rows.of("By use case", MARGINS + month)),
        Figure.of("Net value", Amount.usd(Answers.number(value, "margin_usd")))
            .noted("what counts, less loaded cost of use cases", tone(value))
            .from(Rows.of("By use case", MARGINS + month)));
  }

  private static Tone tone(JsonNode value) {
    return Answers.number(value, "margin_usd").filter(it -> it.signum() < 0).isPresent()
        ? Tone.BAD
        : Tone.PLAIN;
  }

  private static Figure left(JsonNode total, YearMonth month) {
    BigDecimal planned = Answers.number(total, "planned_usd").orElse(BigDecimal.ZERO);
    Figure left = Figure.of("Left of the envelope", Amount.usd(Answers.number(total, "left_usd")));
    Optional<BigDecimal> used = Answers.number(total, "used");
    return left.noted(
            planned.signum() == 0
                ? "no envelope is planned for this month"
                : "of %s USD planned; %s %% used"
                    .formatted(Amount.usd(planned).text(), Amount.share(used).text()),
            used.filter(it -> it.compareTo(BigDecimal.ONE) > 0).isPresent() ? Tone.BAD : Tone.PLAIN)
        .from(new Link("By cost centre", "/envelopes?period=" + month));
  }

  private static Figure runRate(JsonNode total, YearMonth month) {
    Optional<BigDecimal> expected = Answers.number(total, "expected_loaded_usd");
    return Figure.of("Run rate", Amount.usd(expected))
        .is(expected.map(_ -> DataStatus.ESTIMATED))
        .noted(
            expected.isPresent()
                ? "what the month comes to, if it goes on so"
                : "only while a month runs, from its second day on",
            Tone.PLAIN)
        .from(new Link("By cost centre", "/envelopes?period=" + month));
  }
}
