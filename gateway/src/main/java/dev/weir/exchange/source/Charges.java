package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine.Amount;
import dev.weir.exchange.bill.BillLine.Cost;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.Category;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What holds for charges of any form: usage is not negative, and what an account is billed is in
/// one currency. Used for one file, by one thread.
final class Charges {
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

  private final Map<String, String> currencies = new HashMap<>();

  /// Usage that is taken back, quantity and money together, is an adjustment. Less than nothing
  /// used at a price, and money back for something used, are neither and refused.
  static Category category(
      Place place, Category said, Optional<Amount> amount, Optional<Cost> cost) {
    if (said != Category.USAGE) {
      return said;
    }
    BigDecimal quantity = amount.map(Amount::quantity).orElse(BigDecimal.ZERO);
    int used = quantity.signum();
    int due = cost.map(money -> money.due().signum()).orElse(0);
    if (used < 0 && due >= 0) {
      throw place.bad(
          "usage", "is not negative but in a credit or a correction", quantity.toPlainString());
    }
    if (due < 0 && used > 0) {
      throw place.bad(
          "the cost of usage",
          "is not negative but in a credit or a correction",
          cost.map(Cost::due).orElse(BigDecimal.ZERO).toPlainString());
    }
    return due < 0 ? Category.ADJUSTMENT : Category.USAGE;
  }

  static Span span(Place place, Instant from, Instant to) {
    if (to.isBefore(from)) {
      throw place.bad(
          "the end of a charge's time", "is not before %s".formatted(from), to.toString());
    }
    return new Span(from, to);
  }

  /// The currency's code, which is the same wherever the same bill is meant.
  ///
  /// @param bill an account's invoice, or whatever claims one currency
  String currency(Place place, String bill, String text) {
    String code = text.strip().toUpperCase(Locale.ROOT);
    if (!CURRENCY.matcher(code).matches()) {
      throw place.bad("currency", "is a code of three letters as USD", text);
    }
    String before = currencies.putIfAbsent(bill, code);
    if (before != null && !before.equals(code)) {
      throw place.bad(
          "currency", "is one for all charges of a bill, %s so far".formatted(before), code);
    }
    return code;
  }
}
