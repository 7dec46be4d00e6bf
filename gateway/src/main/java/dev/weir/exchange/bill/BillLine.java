package dev.weir.exchange.bill;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// One charge of a bill, or one quantity of a provider's usage, in Weir's terms. A text that the
/// source does not give is empty.
///
/// @param row of the source it comes from, the first is 1
/// @param payer whose it is
/// @param what was charged
/// @param span the time it is for
/// @param amount how much was used; absent where the source says only what it costs
/// @param cost absent in a provider's usage
/// @param invoice where it stands, empty if on none yet
public record BillLine(
    int row,
    Payer payer,
    What what,
    Span span,
    Optional<Amount> amount,
    Optional<Cost> cost,
    Category category,
    String invoice) {

  /// @param provider who charges, by the source's own name: `openai`, `AWS`
  /// @param account the one that is billed, or the organisation
  /// @param project a project, workspace or subscription of it
  /// @param key the provider's id of the key, or of the principal, that used it
  public record Payer(String provider, String account, String project, String key) {}

  /// @param product of the provider, as `Amazon Bedrock`; empty where it has one only
  /// @param model by the source's own name; empty if it is none or is not said
  /// @param meter a meter's label where Weir knows it, else the source's own name of it
  /// @param tier the service tier, as the source says it
  public record What(String product, String model, String meter, String tier) {}

  /// @param from inclusive
  /// @param to exclusive
  public record Span(Instant from, Instant to) {
    public Span {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException(
            "a time ends after it begins, was %s to %s".formatted(from, to));
      }
    }
  }

  /// @param quantity in single units, never in thousands or millions of them
  /// @param unit as the source calls a single one
  public record Amount(BigDecimal quantity, String unit) {}

  /// Money in one currency.
  ///
  /// @param list at public prices
  /// @param billed what the invoice will show
  /// @param effective with commitments spread over what used them
  /// @param currency ISO 4217, in capitals
  public record Cost(
      Optional<BigDecimal> list,
      Optional<BigDecimal> billed,
      Optional<BigDecimal> effective,
      String currency) {
    public Cost {
      if (billed.isEmpty() && effective.isEmpty()) {
        throw new IllegalArgumentException("a cost is billed or effective, was neither");
      }
    }

    /// What is billed; where the source does not say, what is effective.
    public BigDecimal due() {
      return billed.or(() -> effective).orElseThrow();
    }
  }
}
