package dev.weir.flow.agreement;

import dev.weir.base.money.Total;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// What one bearer used of a model within an hour or a day, net of corrections.
///
/// @param at where the hour or day begins
/// @param model that answered
/// @param cost that calls were charged
public record Use(
    Instant at, String provider, String model, Bearer bearer, Tokens tokens, Total cost) {

  LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /// Units of some meters that one bearer used of a model within a day.
  ///
  /// @param quantity may be negative where more was taken back than used
  public record Units(
      Instant at, String provider, String model, Bearer bearer, long quantity, Total cost) {

    LocalDate day() {
      return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }
  }
}
