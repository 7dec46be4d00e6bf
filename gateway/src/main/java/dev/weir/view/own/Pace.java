package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Period;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// How fast users of a use case get their answers.
record Pace(JsonNode total, String days, Link rows) {

  /// @param week whose calls are looked at
  static Pace of(String useCase, Period week, Answers answers) {
    String question =
        "/api/v1/speed?figures=attempts,streams,ttft_p95_ms,output_tokens_per_second_p50&filter=%s&%s"
            .formatted(Entered.encoded("use_case=" + useCase), week.range());
    return new Pace(
        answers.about("Speed", question).path("total"),
        week.title(),
        Rows.of("How fast it was", question));
  }

  List<Figure> figures() {
    Optional<BigDecimal> streams = Answers.number(total, "streams");
    String of = "of %s streamed answers, %s".formatted(Amount.count(streams).text(), days);
    return List.of(
        figure("First token, p95", "ttft_p95_ms", "ms", "19 in 20 came as fast, " + of),
        figure("Output, median", "output_tokens_per_second_p50", "tokens/s", of));
  }

  private Figure figure(String label, String field, String unit, String note) {
    Amount count = Amount.count(Answers.number(total, field));
    return Figure.of(label, new Amount(count.text(), count.exact(), unit))
        .noted(count.isKnown() ? note : "no answer was streamed", Tone.PLAIN)
        .from(rows);
  }
}
