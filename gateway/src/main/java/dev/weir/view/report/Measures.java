package dev.weir.view.report;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalDouble;

/// What one row of a report says. Sums are exact; quotients name their rounding. docs/reports.md
/// defines each.
///
/// @param calls admitted calls that have ended, each counted with its first attempt
/// @param attempts requests to a provider that have ended
/// @param billed of these, the ones a provider bills: no error, and no operation that is free
/// @param refusals calls that were not admitted
/// @param dollars what it costs
/// @param converted the same in the report's currency; absent in a report in dollars alone, and
///   where a part is of a day without a rate
/// @param partlyUnpriced attempts for a part of which the price book had no price
/// @param speeds of a report about speed; else nothing
/// @param ttftP50Millis median time to the first token over settled streams; absent without any
public record Measures(
    long calls,
    long attempts,
    long billed,
    long refusals,
    TokenSums tokens,
    Costs dollars,
    Optional<Costs> converted,
    long partlyUnpriced,
    OptionalDouble ttftP50Millis,
    OptionalDouble ttftP95Millis,
    Speeds speeds) {

  /// What no call at all adds up to: what can be absent is.
  static final Measures NONE =
      new Measures(
          0,
          0,
          0,
          0,
          new TokenSums(0, 0, 0, 0, 0, 0, 0),
          Costs.NONE,
          Optional.of(Costs.NONE),
          0,
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Speeds.NONE);

  /// Of a report about speed: no other figure was summed.
  static Measures of(Speeds speeds) {
    return new Measures(
        NONE.calls,
        speeds.attempts(),
        NONE.billed,
        NONE.refusals,
        NONE.tokens,
        NONE.dollars,
        NONE.converted,
        NONE.partlyUnpriced,
        NONE.ttftP50Millis,
        NONE.ttftP95Millis,
        speeds);
  }

  /// Tokens by meter; a partition.
  ///
  /// @param bound most tokens of attempts that nobody ended; of unknown meters
  public record TokenSums(
      long input,
      long cacheRead,
      long cacheWrite5m,
      long cacheWrite1h,
      long output,
      long reasoning,
      long bound) {
    private TokenSums plus(TokenSums other) {
      return new TokenSums(
          input + other.input,
          cacheRead + other.cacheRead,
          cacheWrite5m + other.cacheWrite5m,
          cacheWrite1h + other.cacheWrite1h,
          output + other.output,
          reasoning + other.reasoning,
          bound + other.bound);
    }
  }

  /// Both together: of sums, which percentiles are not.
  Measures plus(Measures other) {
    return new Measures(
        calls + other.calls,
        attempts + other.attempts,
        billed + other.billed,
        refusals + other.refusals,
        tokens.plus(other.tokens),
        dollars.plus(other.dollars),
        Optional.empty(),
        partlyUnpriced + other.partlyUnpriced,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Speeds.NONE);
  }

  public Total cost() {
    return dollars.cost();
  }

  /// The same row, its costs in the report's currency; absent where they have none.
  Optional<Measures> inCurrency() {
    return converted.map(costs ->
        new Measures(
            calls,
            attempts,
            billed,
            refusals,
            tokens,
            costs,
            Optional.empty(),
            partlyUnpriced,
            ttftP50Millis,
            ttftP95Millis,
            speeds));
  }

  /// Cost ÷ what was billed, twelve decimals, rounded half to even; absent where nothing was. Calls
  /// that cost nothing by their nature, errors and token counts, would only dilute it.
  public Optional<BigDecimal> costPerCall() {
    return dollars.each(billed);
  }

  /// The part of the cost that no use case answers for.
  public Optional<Part> unattributed() {
    return Part.of(dollars.unattributed(), cost());
  }

  /// The part of the cost that is a ratio or a bound, not yet corrected.
  public Optional<Part> estimated() {
    return Part.of(dollars.estimated(), cost());
  }
}
