package dev.weir.flow.agreement;

import dev.weir.base.money.Total;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// What one bearer used of a model within an hour or a day, by one meter, net of corrections.
///
/// @param at where the hour or day begins
/// @param model that answered
/// @param quantity may be negative where more was taken back than used
/// @param cost that calls were charged
public record Use(
    Instant at,
    String provider,
    String model,
    Bearer bearer,
    String meter,
    long quantity,
    Total cost) {

  LocalDate day() {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
