package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine.Amount;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A unit that prices are for: so many of something. `10K` is 10,000 units, `100 Hours` 100 hours,
/// `1000000 Tokens` a million tokens, `1 GB/Month` one gigabyte for a month.
///
/// @param block how many single ones it is
/// @param single what one is called
record Units(BigDecimal block, String single) {
  private static final Pattern UNIT =
      Pattern.compile(
          "\\s*(?<count>[0-9][0-9,]*(?:\\.[0-9]+)?)?\\s?(?<scale>[KMBT](?=$|[\\s/]))?\\s*(?<of>.*)");
  private static final Pattern THOUSANDS = Pattern.compile("1000_(.+)");
  private static final Map<String, Long> SCALES =
      Map.of("K", 1_000L, "M", 1_000_000L, "B", 1_000_000_000L, "T", 1_000_000_000_000L);

  static Units parse(String text) {
    Matcher unit = UNIT.matcher(text);
    Matcher thousands = THOUSANDS.matcher(text);
    if (thousands.matches()) {
      return new Units(BigDecimal.valueOf(1_000), thousands.group(1));
    }
    if (!unit.matches()) {
      return new Units(BigDecimal.ONE, text.strip());
    }
    String count = unit.group("count");
    String scale = unit.group("scale");
    BigDecimal block =
        (count == null ? BigDecimal.ONE : new BigDecimal(count.replace(",", "")))
            .multiply(BigDecimal.valueOf(scale == null ? 1 : SCALES.getOrDefault(scale, 1L)));
    return block.signum() == 0
        ? new Units(BigDecimal.ONE, text.strip())
        : new Units(block, single(unit.group("of").strip()));
  }

  private static String single(String of) {
    if (of.isEmpty()) {
      return "Units";
    }
    return of.startsWith("/") ? "Units" + of : of;
  }

  /// So many of these, in single ones.
  Amount of(BigDecimal quantity) {
    return new Amount(quantity.multiply(block), single);
  }
}
