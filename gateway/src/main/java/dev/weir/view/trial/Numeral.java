package dev.weir.view.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answers;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Moment;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Collectors;

/// How statistics are written: to four digits, the exact value behind them.
final class Numeral {
  private static final MathContext SHOWN = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final Cell UNKNOWN = Cell.of("–");

  private Numeral() {}

  static Cell cell(JsonNode line, String field) {
    return Answers.number(line, field)
        .map(it -> Cell.of(new Amount(text(it), it.toPlainString(), "")))
        .orElse(UNKNOWN);
  }

  static Cell usd(JsonNode line, String field) {
    return Answers.number(line, field).map(it -> Cell.of(Amount.usd(it))).orElse(UNKNOWN);
  }

  static Cell count(JsonNode line, String field) {
    return Answers.number(line, field).map(it -> Cell.of(Amount.count(it))).orElse(UNKNOWN);
  }

  static Cell moment(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field))
        .map(it -> Cell.of(Moment.of(Instant.parse(it.asText()))))
        .orElse(UNKNOWN);
  }

  static String day(JsonNode line, String field) {
    return Moment.of(LocalDate.parse(line.required(field).asText())).text();
  }

  static Cell words(JsonNode line, String field) {
    return Optional.ofNullable(line.get(field))
        .map(it -> Cell.of(it.asText().replace('_', ' ')))
        .orElse(UNKNOWN);
  }

  /// Whatever was registered, in words.
  static String said(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(Numeral::said).collect(Collectors.joining("; "));
    }
    if (value.isObject()) {
      return value
          .propertyStream()
          .map(each -> each.getKey().replace('_', ' ') + " " + said(each.getValue()))
          .collect(Collectors.joining(", "));
    }
    return value.asText();
  }

  /// A value of a metric with the bounds of its interval, in the metric's unit.
  static Cell interval(String metric, JsonNode of) {
    if (of.isMissingNode() || of.isNull()) {
      return UNKNOWN;
    }
    BigDecimal value = new BigDecimal(of.required("value").asText());
    String text =
        "%s (%s to %s)"
            .formatted(text(metric, value), bound(metric, of, "low"), bound(metric, of, "high"));
    return Cell.of(new Amount(text, value.toPlainString(), ""));
  }

  /// A figure of a metric, in its unit.
  static Cell cell(String metric, JsonNode line, String field) {
    return Answers.number(line, field)
        .map(it -> Cell.of(new Amount(text(metric, it), it.toPlainString(), "")))
        .orElse(UNKNOWN);
  }

  private static String text(String metric, BigDecimal number) {
    if (Amount.isShare(metric)) {
      return text(number.movePointRight(2)) + " %";
    }
    return Amount.isUsd(metric) ? text(number) + " USD" : text(number);
  }

  /// Money with the bounds of its interval.
  static Cell usdInterval(JsonNode of) {
    if (of.isMissingNode() || of.isNull()) {
      return UNKNOWN;
    }
    BigDecimal value = new BigDecimal(of.required("usd").asText());
    String text =
        "%s (%s to %s)"
            .formatted(
                Amount.usd(value).text(),
                Amount.usd(Answers.number(of, "low_usd")).text(),
                Amount.usd(Answers.number(of, "high_usd")).text());
    return Cell.of(new Amount(text, value.toPlainString(), ""));
  }

  private static String bound(String metric, JsonNode of, String field) {
    return text(metric, new BigDecimal(of.required(field).asText()));
  }

  static String text(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    return number.round(SHOWN).stripTrailingZeros().toPlainString().replace('-', '−');
  }
}
