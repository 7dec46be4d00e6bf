package dev.weir.exchange.focus;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;

/// What the ledger has charged for one meter at one price in one stretch of time, with everything
/// that rows are told apart by.
///
/// @param start of the hour or day
/// @param billed the month it is billed in
/// @param afterClosing whether it corrects a period that was closed before
/// @param meter its name, or `bound`: what was reserved for attempts that nobody ended
/// @param prices of one unit; absent for `bound`
/// @param tags those asked for that have a value, in the order asked for
public record Charged(
    Instant start,
    YearMonth billed,
    boolean afterClosing,
    Source source,
    String meter,
    Optional<Prices> prices,
    BigDecimal quantity,
    BigDecimal amount,
    Basis basis,
    Map<String, String> tags) {

  /// What was used. Texts are empty where nothing is known.
  ///
  /// @param provider as configured
  /// @param slot which of the provider's keys
  /// @param model asked of the provider
  /// @param tier as the answer says
  public record Source(
      String provider, String slot, String model, String modelServed, String tier, String region) {
    /// The model that was charged.
    String charged() {
      return modelServed.isEmpty() ? model : modelServed;
    }
  }

  /// Prices of one unit in US dollars.
  ///
  /// @param list without a contract; the price paid where a ledger database loaded by an earlier
  ///   release does not have it
  public record Prices(BigDecimal paid, BigDecimal list) {}

  /// Where a figure comes from. Texts are empty where nothing is known.
  ///
  /// @param unpriced what the price book could not price of these attempts, by name
  /// @param correction the source of the correction, if it is one
  /// @param agreement what is due by it, if it is a due
  public record Basis(
      String provenance,
      String priceBook,
      String unpriced,
      String correction,
      String useCase,
      String agreement) {
    /// As the agreement is called.
    String agreementName() {
      return agreement.replaceFirst("^agreement:", "");
    }
  }
}
