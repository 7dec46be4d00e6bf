package dev.weir.view.explore;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the calls of a question come to: the report's total.
final class Sums {
  private static final String FIRST_TOKEN = "ttft_p95_ms";
  private static final String SUMS =
      "calls,refusals,billed_calls,cost_usd,cost_per_call_usd,reconciled_usd,invoiced_usd";

  private Sums() {}

  /// A percentile is made of every single call: it is asked for where it is what one looks at.
  static List<Figure> figures(Visit visit, Question question) {
    boolean isOfSpeed = question.measure().equals(FIRST_TOKEN);
    String asked = isOfSpeed ? SUMS + "," + FIRST_TOKEN : SUMS;
    JsonNode total =
        visit
            .ask()
            .get(question.range(visit.period()).with("figures", asked).after("/api/v1/report"))
            .tree()
            .required("total");
    Link calls = new Link("The calls", question.calls());
    Stream<Figure> sums = Stream.of(cost(total), calls(total), each(total));
    Stream<Figure> speed = isOfSpeed ? Stream.of(firstToken(total)) : Stream.empty();
    return Stream.concat(sums, speed).map(figure -> figure.from(calls)).toList();
  }

  private static Figure cost(JsonNode total) {
    return Figure.of("Cost", Amount.usd(Answers.number(total, "cost_usd")))
        .is(Answers.status(total));
  }

  private static Figure calls(JsonNode total) {
    long refused = total.path("refusals").asLong();
    return Figure.of("Calls", Amount.count(Answers.number(total, "calls")))
        .noted(
            refused == 0 ? "none refused" : Amount.count(refused).text() + " more refused",
            refused == 0 ? Tone.PLAIN : Tone.WARN);
  }

  private static Figure each(JsonNode total) {
    return Figure.of(
        "Cost per billed call", Amount.usd(Answers.number(total, "cost_per_call_usd")));
  }

  private static Figure firstToken(JsonNode total) {
    return Figure.of("Time to first token, p95", millis(Answers.number(total, FIRST_TOKEN)))
        .noted("of streams", Tone.PLAIN);
  }

  private static Amount millis(Optional<BigDecimal> number) {
    Amount plain = Amount.count(number);
    return new Amount(plain.text(), plain.exact(), Unit.MILLISECONDS.sign());
  }
}
