package dev.weir.view.home;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Rows;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// What is bought other than by the call, and how much of it served somebody in a month.
///
/// @param lines one for each agreement that is in force then
record Commitments(List<List<Cell>> lines) {
  /// Each is asked for by itself.
  private static final int SHOWN = 20;

  private static final BigDecimal FULL = BigDecimal.valueOf(100);

  static Commitments of(Answers told, YearMonth month) {
    return new Commitments(
        told.about("Commitments", "/api/v1/agreements")
            .path("agreements")
            .valueStream()
            .filter(each -> isIn(each, month))
            .limit(SHOWN)
            .map(each -> line(each, told, month))
            .toList());
  }

  Table table() {
    return Table.of(
        "Agreements and their use",
        List.of(
            Column.text("Agreement"),
            Column.text("Kind"),
            Column.text("Provider"),
            Column.number("This month", "USD"),
            Column.number("Used", "%"),
            Column.text("In use"),
            Column.text("Ends")),
        lines,
        EmptyState.of(
                "No agreement in this month",
                "Capacity by the hour, seats, quotas, commitments and credits are agreements; what"
                    + " they come to is here beside their use.")
            .typed("weir agreements put azure-ptu ptu.json"));
  }

  private static boolean isIn(JsonNode agreement, YearMonth month) {
    LocalDate from = LocalDate.parse(agreement.required("from").asText());
    return !from.isAfter(month.atEndOfMonth())
        && until(agreement).filter(end -> !end.isAfter(month.atDay(1))).isEmpty();
  }

  private static Optional<LocalDate> until(JsonNode agreement) {
    return Optional.ofNullable(agreement.get("until")).map(it -> LocalDate.parse(it.asText()));
  }

  private static List<Cell> line(JsonNode agreement, Answers told, YearMonth month) {
    String name = agreement.required("name").asText();
    String question = "/api/v1/agreements/%s?month=%s".formatted(Entered.encoded(name), month);
    JsonNode standing = told.about("Agreement " + name, question);
    Optional<BigDecimal> used =
        Answers.number(standing, "used_share")
            .or(() -> Answers.number(standing.path("drawn"), "share"));
    return List.of(
        Cell.of(name).opening("/agreements?period=" + month),
        Cell.of(Answers.words(agreement.required("kind"))),
        Cell.of(agreement.required("provider").asText()),
        Cell.of(Amount.usd(Answers.number(standing, "usd"))).opening(Rows.path(question)),
        used.map(it -> Cell.of(Amount.share(it)).filled(it.movePointRight(2).min(FULL).intValue()))
            .orElse(Cell.of("–")),
        inUse(standing),
        until(agreement)
            .map(end ->
                Cell.of(
                    Moment.of(end).text(),
                    end.isAfter(month.plusMonths(3).atDay(1)) ? Tone.PLAIN : Tone.WARN))
            .orElse(Cell.of("open")));
  }

  private static Cell inUse(JsonNode standing) {
    JsonNode drawn = standing.path("drawn");
    if (!drawn.isMissingNode()) {
      return Cell.of(
          "%s of %s %s, until %s"
              .formatted(
                  amount(drawn, "used"),
                  amount(drawn, "bought"),
                  drawn.required("unit").asText(),
                  Moment.of(LocalDate.parse(drawn.required("until").asText())).text()));
    }
    return Answers.number(standing, "active_seats")
        .map(seats -> Cell.of(Amount.count(seats).text() + " seats"))
        .orElseGet(() ->
            Answers.number(standing, "tokens")
                .filter(tokens -> tokens.signum() > 0)
                .map(tokens -> Cell.of(Amount.count(tokens).text() + " tokens"))
                .orElse(Cell.of("–")));
  }

  private static String amount(JsonNode drawn, String field) {
    Optional<BigDecimal> number = Answers.number(drawn, field);
    return drawn.required("unit").asText().equals("USD")
        ? Amount.usd(number).text()
        : Amount.count(number).text();
  }
}
