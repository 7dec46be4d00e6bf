package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
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

/// Reports of a period: by day, and by provider with how far each was compared.
final class CostOfDays {
  private static final EmptyState NO_CALL =
      EmptyState.of(
          "No call in this period",
          "What goes through the gateway is here within seconds; what does not can be told of by"
              + " usage records.");

  private CostOfDays() {}

  /// What calls cost, with how far that was compared with bills.
  static Figure figure(JsonNode total, Period period) {
    Figure cost =
        Figure.of("Model cost", Amount.usd(Answers.number(total, "cost_usd")))
            .from(new Link("Cost by use case", Rows.spend(period, "use_case")));
    return Answers.status(total)
        .map(known ->
            cost.is(Optional.of(known))
                .noted(
                    "%s USD reconciled, %s USD invoiced"
                        .formatted(
                            Amount.usd(Answers.number(total, "reconciled_usd")).text(),
                            Amount.usd(Answers.number(total, "invoiced_usd")).text()),
                    Tone.PLAIN))
        .orElse(cost.noted("no call in this period", Tone.PLAIN));
  }

  static Trend trend(JsonNode report) {
    List<String> labels = new ArrayList<>();
    List<Optional<BigDecimal>> points = new ArrayList<>();
    for (JsonNode row : report.path("rows")) {
      LocalDate day = LocalDate.parse(row.required("group").required("day").asText());
      labels.add(Moment.brief(day));
      points.add(Answers.number(row, "cost_usd"));
    }
    return new Trend(
        "Model cost, by day of UTC",
        Trend.Kind.BAR,
        "USD",
        labels,
        labels.isEmpty() ? List.of() : List.of(new Series("Model cost", points)));
  }

  static EmptyState noCall() {
    return NO_CALL;
  }

  static Table providers(JsonNode report, Period period) {
    List<List<Cell>> rows = new ArrayList<>();
    for (JsonNode row : report.path("rows")) {
      String provider = row.required("group").required("provider").asText();
      rows.add(
          cells(
              Cell.of(provider).opening("/reconciliation?period=" + period.text()),
              spend(row).opening(Rows.spend(period, "use_case", "provider=" + provider)),
              row,
              Answers.status(row).map(CostOfDays::mark).orElse(Cell.of("–"))));
    }
    Table table =
        Table.of(
            "Cost by provider, and how far it was compared with what providers say",
            List.of(
                Column.text("Provider"),
                Column.number("Cost", "USD"),
                Column.number("Reconciled", "USD"),
                Column.number("Invoiced", "USD"),
                Column.text("Status")),
            rows,
            NO_CALL);
    return report.isMissingNode()
        ? table
        : table.summedUp(
            cells(
                Cell.of("All"),
                spend(report.required("total")).opening(Rows.spend(period, "provider")),
                report.required("total"),
                Cell.of("")));
  }

  private static Cell spend(JsonNode figures) {
    return Cell.of(Amount.usd(Answers.number(figures, "cost_usd")));
  }

  private static List<Cell> cells(Cell name, Cell spend, JsonNode figures, Cell status) {
    return List.of(
        name,
        spend,
        Cell.of(Amount.usd(Answers.number(figures, "reconciled_usd"))),
        Cell.of(Amount.usd(Answers.number(figures, "invoiced_usd"))),
        status);
  }

  private static Cell mark(DataStatus status) {
    return Cell.of(status.word(), status == DataStatus.ESTIMATED ? Tone.QUIET : Tone.GOOD);
  }
}
