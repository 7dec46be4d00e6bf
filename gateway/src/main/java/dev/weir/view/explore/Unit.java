package dev.weir.view.explore;

import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Cell;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;

/// How the numbers of a measure are written.
enum Unit {
  COUNT(""),
  USD("USD"),
  SHARE("%"),
  MILLISECONDS("ms"),
  TOKENS_PER_SECOND("tokens/s");

  private final String sign;

  Unit(String sign) {
    this.sign = sign;
  }

  /// By the API's word for it.
  static Unit of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  /// For the header of a column.
  String sign() {
    return sign;
  }

  Amount amount(Optional<BigDecimal> number) {
    return switch (this) {
      case USD -> Amount.usd(number);
      case SHARE -> Amount.share(number);
      case COUNT, MILLISECONDS, TOKENS_PER_SECOND -> Amount.count(number);
    };
  }

  Cell cell(Optional<BigDecimal> number) {
    return Cell.of(amount(number));
  }

  /// With a sign if it is more.
  Cell change(Optional<BigDecimal> number) {
    Amount plain = amount(number);
    boolean isMore = number.filter(it -> it.signum() > 0).isPresent();
    return Cell.of(new Amount(isMore ? "+" + plain.text() : plain.text(), plain.exact(), sign));
  }

  /// As a chart has it: shares in percent.
  Optional<BigDecimal> point(Optional<BigDecimal> number) {
    return this == SHARE ? number.map(it -> it.movePointRight(2)) : number;
  }

  /// A measure as people read it: `cost per call` of `cost_per_call_usd`.
  static String words(String measure) {
    String words =
        measure
            .replaceAll("_(usd|ms)(?=_|$)", "")
            .replaceAll("^ttft", "time_to_first_token")
            .replaceAll("^first_completion", "time_to_first_answer_token")
            .replaceAll("^total_p", "time_to_the_end_p")
            .replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
