package dev.weir.view.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What people write at a terminal, read into what the API takes. Anything unclear is a
/// [CommandFailure] with [Exit#USAGE] that shows how it is written.
final class Written {
  private static final Pattern AMOUNT =
      Pattern.compile("(\\$)?\\s*([0-9][0-9_']*(?:\\.[0-9]{1,12})?)\\s*([A-Za-z]{3})?");
  private static final String USD = "USD";
  private static final Pattern SPAN = Pattern.compile("(\\d{1,6})([smhd])");

  private static final BigDecimal BARE_SHARE_MAX = BigDecimal.TWO;

  private Written() {}

  /// `500`, `500 USD`, `$500`, `1_000.50 USD`.
  static String usd(String option, String text) {
    Money money = money(option, text);
    if (!money.isInDollars()) {
      throw wrong(option, "is in USD", text);
    }
    return money.amount;
  }

  /// The same, or of another currency: `500 EUR`.
  static Money money(String option, String text) {
    Matcher amount = AMOUNT.matcher(text.strip());
    if (!amount.matches()) {
      throw wrong(option, "is an amount as '500 EUR', with at most twelve decimals", text);
    }
    String currency = amount.group(3) == null ? USD : amount.group(3).toUpperCase(Locale.ROOT);
    if (amount.group(1) != null && !currency.equals(USD)) {
      throw wrong(option, "has one currency", text);
    }
    return new Money(amount.group(2).replaceAll("[_']", ""), currency);
  }

  /// @param currency three capital letters
  record Money(String amount, String currency) {
    private boolean isInDollars() {
      return currency.equals(USD);
    }

    /// As rules take it: a number of dollars, or a text in any currency.
    void addTo(ObjectNode body, String dollars, String any) {
      if (isInDollars()) {
        body.put(dollars, amount);
      } else {
        body.put(any, amount + " " + currency);
      }
    }
  }

  /// `90%` or `0.9`. A bare number above 2 is taken for a forgotten `%`, and refused.
  static BigDecimal share(String option, String text) {
    try {
      String number = text.strip();
      if (number.endsWith("%")) {
        return new BigDecimal(number.substring(0, number.length() - 1).strip()).movePointLeft(2);
      }
      BigDecimal share = new BigDecimal(number);
      if (share.compareTo(BARE_SHARE_MAX) > 0) {
        throw wrong(option, "is a share as '90%' or '0.9', above 2 with its '%'", text);
      }
      return share;
    } catch (NumberFormatException e) {
      throw wrong(option, "is a share as '90%' or '0.9'", text);
    }
  }

  /// Passes an instant, or a date of the zone that is asked for, on as it is.
  static String moment(String option, String text) {
    try {
      Object _ = text.contains("T") ? Instant.parse(text) : LocalDate.parse(text);
      return text;
    } catch (DateTimeException e) {
      throw wrong(
          option, "is a date as '2026-11-01' or an instant as '2026-11-01T08:00:00Z'", text);
    }
  }

  /// An instant, or a date: the beginning of that day of UTC.
  static Instant utc(String option, String text) {
    String moment = moment(option, text);
    return moment.contains("T")
        ? Instant.parse(moment)
        : LocalDate.parse(moment).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /// Passes a date on as it is.
  static String day(String option, String text) {
    try {
      return LocalDate.parse(text).toString();
    } catch (DateTimeException e) {
      throw wrong(option, "is a date as '2026-11-01'", text);
    }
  }

  /// `2026-10`.
  static YearMonth month(String option, String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw wrong(option, "is a month as '2026-10'", text);
    }
  }

  /// Passes the name of a time zone on as it is.
  static String zone(String option, String text) {
    try {
      return ZoneId.of(text).getId();
    } catch (DateTimeException e) {
      throw wrong(option, "is a time zone as 'UTC' or 'Europe/Berlin'", text);
    }
  }

  /// `tag=a|b` is one of, `tag` alone is present, `tag=` is absent; several are separated by commas
  /// and all hold.
  static ArrayNode conditions(List<String> texts) {
    ArrayNode conditions = Json.object().arrayNode();
    for (String text : texts) {
      int equals = text.indexOf('=');
      ObjectNode condition = conditions.addObject();
      if (equals < 0) {
        condition.put("tag", text.strip()).put("present", true);
        continue;
      }
      condition.put("tag", text.substring(0, equals).strip());
      if (text.substring(equals + 1).isBlank()) {
        condition.put("present", false);
        continue;
      }
      ArrayNode values = condition.putArray("in");
      for (String value : text.substring(equals + 1).split("\\|", -1)) {
        values.add(value.strip());
      }
    }
    return conditions;
  }

  /// An instant, a date of UTC, or a span from now as `7d`.
  static String instant(String option, String text, InstantSource clock) {
    Matcher span = SPAN.matcher(text);
    if (span.matches()) {
      long count = Long.parseLong(span.group(1));
      return clock.instant().plus(span(span.group(2), count)).toString();
    }
    try {
      return text.contains("T")
          ? Instant.parse(text).toString()
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant().toString();
    } catch (DateTimeException e) {
      throw wrong(option, "is an instant, a date or a span from now as '7d'", text);
    }
  }

  /// `24h`, `30m`.
  static Duration duration(String option, String text) {
    Matcher span = SPAN.matcher(text);
    if (!span.matches()) {
      throw wrong(option, "is a time as '30m', '24h' or '7d'", text);
    }
    return span(span.group(2), Long.parseLong(span.group(1)));
  }

  private static Duration span(String unit, long count) {
    return switch (unit) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      default -> Duration.ofDays(count);
    };
  }

  /// `name=value`.
  static String[] pair(String option, String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw wrong(option, "is written name=value", text);
    }
    return new String[] {text.substring(0, equals).strip(), text.substring(equals + 1).strip()};
  }

  /// `30d`, or `30`.
  static long days(String option, String text) {
    String number = text.strip();
    return whole(option, number.endsWith("d") ? number.substring(0, number.length() - 1) : number);
  }

  /// `200`, `1_000_000`.
  static long whole(String option, String text) {
    try {
      return Long.parseLong(text.strip().replaceAll("[_']", ""));
    } catch (NumberFormatException e) {
      throw wrong(option, "is a whole number", text);
    }
  }

  static CommandFailure wrong(String option, String rule, String seen) {
    return new CommandFailure(Exit.USAGE, "%s %s, was '%s'".formatted(option, rule, seen));
  }
}
