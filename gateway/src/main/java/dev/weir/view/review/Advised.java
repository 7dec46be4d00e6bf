package dev.weir.view.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Rows;
import dev.weir.view.review.ReviewPage.Advice;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Column;
import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Moment;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Tone;
import dev.weir.view.shape.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;

/// What a pack recommends of a use case, with its reasons.
final class Advised {
  private static final MathContext SHOWN = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final MathContext ROUGH = new MathContext(2, RoundingMode.HALF_EVEN);

  private Advised() {}

  static Advice of(int place, JsonNode line, List<FormField> fields) {
    String useCase = line.required("use_case").asText();
    return new Advice(
        place,
        useCase,
        Verdict.cell(line.required("recommendation").asText()),
        facts(line),
        reasons(useCase, line.path("criteria")),
        fields);
  }

  private static List<String> facts(JsonNode line) {
    List<String> facts = new ArrayList<>();
    if (line.hasNonNull("misclassified")) {
      facts.add(percent(line.get("misclassified"), ROUGH) + " % likely to be wrong.");
    }
    facts.add(
        "The same since %s."
            .formatted(Moment.of(YearMonth.parse(line.required("signalled").asText())).text()));
    if (line.hasNonNull("matters")) {
      facts.add(
          "What it is about has %s %% of the weight in its workload."
              .formatted(percent(line.get("matters"), SHOWN)));
    }
    if (line.hasNonNull("why")) {
      facts.add("Because: %s.".formatted(words(line.get("why").asText())));
    }
    if (line.hasNonNull("basis")) {
      facts.add(proposed(line) + line.get("basis").asText() + ".");
    }
    return facts;
  }

  private static String proposed(JsonNode line) {
    if (line.hasNonNull("budget_usd")) {
      return "Proposed budget for calls: %s a month. Basis: "
          .formatted(said(line.get("budget_usd")));
    }
    return line.hasNonNull("saving_usd")
        ? "Saving once it is ended: %s a month. Basis: ".formatted(said(line.get("saving_usd")))
        : "No amount is proposed: ";
  }

  private static String said(JsonNode usd) {
    return "%,.2f USD".formatted(new BigDecimal(usd.asText()));
  }

  private static String percent(JsonNode share, MathContext digits) {
    return plain(new BigDecimal(share.asText()).movePointRight(2).round(digits));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Table reasons(String useCase, JsonNode criteria) {
    return Table.of(
        "Reasons for " + useCase,
        List.of(
            Column.text("Criterion"),
            Column.number("Figure"),
            Column.number("Bound"),
            Column.number("Threshold"),
            Column.text("Holds"),
            Column.text("Evidence")),
        criteria.valueStream().map(Advised::reason).toList(),
        EmptyState.of("No criterion", "It was held against none."));
  }

  private static List<Cell> reason(JsonNode criterion) {
    JsonNode source = criterion.path("source");
    String rows = source.path("rows").asText();
    Cell figure = number(criterion, "figure");
    return List.of(
        Cell.of(words(criterion.required("name").asText())),
        rows.isEmpty() ? figure : figure.opening(Rows.path(rows)),
        number(criterion, "bound"),
        number(criterion, "threshold"),
        outcome(criterion),
        Cell.of(source.path("evidence").asText("–")));
  }

  private static Cell outcome(JsonNode criterion) {
    return switch (criterion.required("outcome").asText()) {
      case "met" -> Cell.of("holds", Tone.GOOD);
      case "not_met" -> Cell.of("does not");
      default -> Cell.of("unknown: " + criterion.path("why").asText("no figure"));
    };
  }

  private static Cell number(JsonNode criterion, String field) {
    if (!criterion.hasNonNull(field)) {
      return Cell.of(new Amount("–", "", ""));
    }
    BigDecimal exact = new BigDecimal(criterion.get(field).asText());
    return switch (criterion.required("name").asText()) {
      case "value_above_hurdle", "value_above_cost", "value_below_cost", "value_below_variable" ->
          Cell.withUnit(Amount.usd(exact));
      case "cost_outgrows_value", "inconsistent" -> Cell.withUnit(Amount.share(exact));
      default ->
          Cell.of(
              new Amount(plain(exact.round(SHOWN)).replace('-', '−'), exact.toPlainString(), ""));
    };
  }

  private static String words(String code) {
    return code.replace('_', ' ');
  }
}
