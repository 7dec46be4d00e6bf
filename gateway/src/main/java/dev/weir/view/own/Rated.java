package dev.weir.view.own;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How users rated a use case's answers in a month, beside the month before.
record Rated(JsonNode month, JsonNode before) {

  static Rated of(String useCase, YearMonth month, Answers answers) {
    return new Rated(
        answers.about("Ratings", question(useCase, month)),
        answers.about("Ratings", question(useCase, month.minusMonths(1))));
  }

  private static String question(String useCase, YearMonth month) {
    return "/api/v1/feedback/ratings?use_case=%s&month=%s"
        .formatted(Entered.encoded(useCase), month);
  }

  /// Of each scale that somebody used in either month; thumbs up where nobody rated at all.
  List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    if (isUsed("stars_mean")) {
      figures.add(
          figure(
              "Mean rating",
              new Amount(mean(month), month.path("stars_mean").asText(), "of 5 stars"),
              "stars",
              isUsed(before, "stars_mean") ? mean(before) : ""));
    }
    if (isUsed("up_share") || figures.isEmpty()) {
      figures.add(
          figure(
              "Thumbs up",
              Amount.share(Answers.number(month, "up_share")),
              "thumbs",
              Answers.number(before, "up_share")
                  .map(it -> Amount.share(it).withUnit())
                  .orElse("")));
    }
    return figures;
  }

  private boolean isUsed(String field) {
    return isUsed(month, field) || isUsed(before, field);
  }

  private static boolean isUsed(JsonNode of, String field) {
    return of.hasNonNull(field);
  }

  private static String mean(JsonNode of) {
    return Amount.plain(Answers.number(of, "stars_mean")).text();
  }

  private Figure figure(String label, Amount amount, String scale, String earlier) {
    Optional<BigDecimal> count = Answers.number(month, scale);
    Figure figure =
        Figure.of(label, amount)
            .noted(
                "of %s ratings; %s the month before"
                    .formatted(Amount.count(count).text(), earlier.isEmpty() ? "none" : earlier),
                Tone.PLAIN);
    return month.hasNonNull("rows")
        ? figure.from(Rows.of("What users said", month.path("rows").asText()))
        : figure;
  }
}
