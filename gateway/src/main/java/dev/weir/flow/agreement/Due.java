package dev.weir.flow.agreement;

import dev.weir.base.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// Money of an agreement within a stretch of time.
///
/// @param what tells it apart from the agreement's others
/// @param quantity tokens served or left unused, units of a fee, free units; else 1
/// @param amount its cost; negative where less is due than calls were charged
public record Due(What what, long quantity, Money amount) {

  /// @param agreement its name
  /// @param from where its hour or day begins
  /// @param until exclusive
  /// @param model that answered; empty where it is of no model
  public record What(
      String agreement,
      DueKind kind,
      Instant from,
      Instant until,
      String provider,
      String model,
      Bearer bearer) {}

  /// Of UTC.
  public LocalDate day() {
    return LocalDate.ofInstant(what.from(), ZoneOffset.UTC);
  }

  public boolean isNothing() {
    return amount.isZero() && quantity == 0;
  }

  /// What must be booked where another one of the same kind is booked already.
  public Due minus(Due booked) {
    return new Due(
        what, Math.subtractExact(quantity, booked.quantity), amount.minus(booked.amount));
  }

  /// Both together.
  public Due plus(Due other) {
    return new Due(what, Math.addExact(quantity, other.quantity), amount.plus(other.amount));
  }

  /// Nothing at all of it.
  public Due none() {
    return new Due(what, 0, Money.ZERO);
  }
}
