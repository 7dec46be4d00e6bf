package dev.weir.value.outcome;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Fields;
import dev.weir.value.evidence.Evidence;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/// What an hour of people's work costs, fully loaded, from a day on.
///
/// @param role whose work it is
/// @param usdPerHour with everything an hour costs the organisation
/// @param redeployed the share of hours saved that becomes money, 0 to 1: the rest is idle, or is
///   spent as before
/// @param from first day it is for
/// @param source where the figures come from
public record RateCard(
    String name,
    String role,
    BigDecimal usdPerHour,
    BigDecimal redeployed,
    LocalDate from,
    String source,
    Evidence evidence) {
  private static final BigDecimal USD_MAX = new BigDecimal(100_000);
  private static final String ALWAYS = "1970-01-01";

  public RateCard {
    Names.require("rate card", name);
    Decimals.require("usd_per_hour", usdPerHour, BigDecimal.ZERO, USD_MAX);
    Decimals.require("redeployed_share", redeployed, BigDecimal.ZERO, BigDecimal.ONE);
    Decimals.requireText("role", role);
    Decimals.requireText("source", source);
  }

  /// Reads one; what is wrong is an [IllegalArgumentException] that names it, the field and the
  /// rule.
  public static RateCard read(String name, ObjectNode body) {
    String thing = "rate card '%s'".formatted(name);
    Fields fields = new Fields(thing, body);
    return Decimals.naming(
        thing,
        () -> {
          RateCard card =
              new RateCard(
                  name,
                  fields.text("role"),
                  Decimals.read("usd_per_hour", fields.text("usd_per_hour")),
                  Decimals.read("redeployed_share", fields.text("redeployed_share")),
                  Decimals.day("from", fields.optionalText("from").orElse(ALWAYS)),
                  fields.text("source"),
                  Evidence.of(fields.text("evidence")));
          fields.end();
          return card;
        });
  }

  /// Whether it is for an instant.
  boolean covers(Instant at) {
    return !at.isBefore(from.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /// What formulas call its figures.
  public Map<String, BigDecimal> figures() {
    return Map.of(Names.RATE + name, usdPerHour, Names.REDEPLOYED + name, redeployed);
  }
}
