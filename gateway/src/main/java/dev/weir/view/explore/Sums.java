package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.console.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.DataStatus;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// What the calls of a question come to: the report's total.
final class Sums {
  private Sums() {}

  static List<Figure> figures(Visit visit, Question question) {
    JsonNode total =
        visit
            .ask()
            .get(question.range(visit.period()).after("/api/v1/report"))
            .tree()
            .required("total");
    Link calls = new Link("The calls", question.calls());
    long refused = total.path("refusals").asLong();
    return List.of(
        Figure.of("Cost", Amount.usd(Unit.number(total, "cost_usd")))
            .is(
                DataStatus.of(
                    usd(total, "cost_usd"),
                    usd(total, "reconciled_usd"),
                    usd(total, "invoiced_usd")))
            .from(calls),
        Figure.of("Calls", Amount.count(Unit.number(total, "calls")))
            .noted(
                refused == 0 ? "none refused" : Amount.count(refused).text() + " more refused",
                refused == 0 ? Tone.PLAIN : Tone.WARN)
            .from(calls),
        Figure.of("Cost per billed call", Amount.usd(Unit.number(total, "cost_per_call_usd")))
            .from(calls),
        Figure.of("Time to first token, p95", millis(Unit.number(total, "ttft_p95_ms")))
            .noted("of streams", Tone.PLAIN)
            .from(calls));
  }

  private static Amount millis(Optional<BigDecimal> number) {
    Amount plain = Amount.count(number);
    return new Amount(plain.text(), plain.exact(), Unit.MILLISECONDS.sign());
  }

  private static BigDecimal usd(JsonNode total, String field) {
    return Unit.number(total, field).orElse(BigDecimal.ZERO);
  }
}
