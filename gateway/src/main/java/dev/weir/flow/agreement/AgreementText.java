package dev.weir.flow.agreement;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Currency;
import dev.weir.flow.agreement.Terms.Units;
import dev.weir.flow.agreement.Terms.Units.Step;
import dev.weir.flow.agreement.Terms.Volume;
import dev.weir.flow.agreement.Terms.Volume.Count;
import dev.weir.flow.agreement.Terms.Volume.Tier;
import dev.weir.flow.books.Fields;
import dev.weir.flow.catalogue.UnitPrice;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// An agreement as JSON: docs/agreements.md has one of each kind.
public final class AgreementText {
  private static final int EXTRAS_MAX = 100;
  private static final int DIGITS_MAX = 30;
  private static final int YEAR_MIN = 2000;
  private static final int YEAR_MAX = 2100;

  private AgreementText() {}

  /// What the field `kind` says.
  private enum Kind {
    CAPACITY,
    FEE,
    QUOTA,
    VOLUME,
    COMMITMENT,
    CREDITS
  }

  /// How often something begins anew, or that it never does.
  private enum Per {
    DAY,
    MONTH,
    QUARTER,
    YEAR,
    TERM;

    Optional<Every> every() {
      return this == TERM ? Optional.empty() : Optional.of(Every.valueOf(name()));
    }
  }

  /// Reads one; what is wrong is an [IllegalArgumentException] that names it, the field and the
  /// rule.
  public static Agreement read(String name, ObjectNode body) {
    String thing = "agreement '%s'".formatted(name);
    Fields fields = new Fields(thing, body);
    LocalDate from = day(thing, "from", fields.text("from"));
    try {
      Agreement agreement =
          new Agreement(
              name,
              new Covered(fields.text("provider"), fields.texts("models")),
              from,
              fields.optionalText("until").map(text -> day(thing, "until", text)),
              terms(thing, fields, from),
              Bearer.of(fields.textMembers("tags")),
              fields.text("source"));
      fields.end();
      return agreement;
    } catch (IllegalArgumentException wrong) {
      String message = String.valueOf(wrong.getMessage());
      throw message.startsWith(thing)
          ? wrong
          : new IllegalArgumentException(thing + ": " + message, wrong);
    }
  }

  private static Terms terms(String thing, Fields fields, LocalDate from) {
    return switch (fields.choice("kind", Kind.class)) {
      case CAPACITY ->
          new Terms.Capacity(
              units(thing, fields, from),
              price(thing, fields, "price"),
              fields.optionalNumber("tokens_per_minute"),
              decimals(thing, fields, "weights"),
              monthly(thing, fields));
      case FEE ->
          new Terms.Fee(
              units(thing, fields, from),
              price(thing, fields, "price"),
              fields.choice("per", Per.class, Per.MONTH).every());
      case QUOTA ->
          new Terms.Quota(
              new TreeSet<>(fields.texts("meters")), fields.number("units", 0), every(fields));
      case VOLUME ->
          new Volume(
              fields.choice("by", Count.class, Count.USD),
              fields.objects("tiers").stream().map(tier -> tier(thing, tier)).toList(),
              every(fields),
              fields.flag("cliff", false));
      case COMMITMENT ->
          new Terms.Commitment(
              price(thing, fields, "price"),
              every(fields),
              fields
                  .optionalText("overage_percent")
                  .map(text -> decimal(thing, "overage_percent", text)));
      case CREDITS ->
          new Terms.Credits(price(thing, fields, "credit"), price(thing, fields, "price"));
    };
  }

  private static Every every(Fields fields) {
    return fields.choice("per", Every.class, Every.MONTH);
  }

  private static Tier tier(String thing, Fields fields) {
    Tier tier =
        new Tier(
            decimal(thing, "over", fields.text("over")),
            decimal(thing, "discount_percent", fields.text("discount_percent")));
    fields.end();
    return tier;
  }

  private static Map<String, BigDecimal> decimals(String thing, Fields fields, String name) {
    Map<String, BigDecimal> decimals = new TreeMap<>();
    fields
        .textMembers(name)
        .forEach((member, text) -> {
          if (!Tokens.NAMES.contains(member)) {
            throw new IllegalArgumentException(
                "%s are of %s, was '%s'".formatted(name, new TreeSet<>(Tokens.NAMES), member));
          }
          decimals.put(member, decimal(thing, name + "." + member, text));
        });
    return decimals;
  }

  /// A number, or a list of numbers by their first day.
  private static Units units(String thing, Fields fields, LocalDate from) {
    String unit = fields.optionalText("unit").orElse("unit");
    List<Fields> steps = fields.isList("units") ? fields.objects("units") : List.of();
    if (steps.isEmpty()) {
      return new Units(unit, List.of(new Step(from, fields.number("units", 1))));
    }
    return new Units(
        unit,
        steps.stream()
            .map(step -> {
              Step read =
                  new Step(day(thing, "units.from", step.text("from")), step.number("count", 0));
              step.end();
              return read;
            })
            .toList());
  }

  private static Map<String, UnitPrice> monthly(String thing, Fields fields) {
    Map<String, UnitPrice> monthly = new TreeMap<>();
    String currency = currency(fields);
    fields
        .textMembers("monthly")
        .forEach((what, text) ->
            monthly.put(what, new UnitPrice(decimal(thing, "monthly." + what, text), currency, 1)));
    if (monthly.size() > EXTRAS_MAX) {
      throw new IllegalArgumentException(
          "monthly has at most %d costs, was %d".formatted(EXTRAS_MAX, monthly.size()));
    }
    return monthly;
  }

  private static UnitPrice price(String thing, Fields fields, String name) {
    return new UnitPrice(decimal(thing, name, fields.text(name)), currency(fields), 1);
  }

  private static String currency(Fields fields) {
    return fields.optionalText("currency").orElse(Currency.USD);
  }

  private static BigDecimal decimal(String thing, String field, String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX) {
        throw new NumberFormatException("more than %d digits".formatted(DIGITS_MAX));
      }
      return number;
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "%s: field '%s' is a decimal number of at most %d digits in quotes, was '%s'"
              .formatted(thing, field, DIGITS_MAX, text),
          wrong);
    }
  }

  private static LocalDate day(String thing, String field, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() < YEAR_MIN || day.getYear() > YEAR_MAX) {
        throw new DateTimeException("not of these years");
      }
      return day;
    } catch (DateTimeException wrong) {
      throw new IllegalArgumentException(
          "%s: field '%s' is a day of %d to %d, as 2026-10-01, was '%s'"
              .formatted(thing, field, YEAR_MIN, YEAR_MAX, text),
          wrong);
    }
  }

  /// Its kind as it is written: `capacity`.
  public static String kind(Agreement agreement) {
    Kind kind =
        switch (agreement.terms()) {
          case Terms.Capacity _ -> Kind.CAPACITY;
          case Terms.Fee _ -> Kind.FEE;
          case Terms.Quota _ -> Kind.QUOTA;
          case Terms.Volume _ -> Kind.VOLUME;
          case Terms.Commitment _ -> Kind.COMMITMENT;
          case Terms.Credits _ -> Kind.CREDITS;
        };
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
