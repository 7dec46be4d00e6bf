package dev.weir.flow.policy;

import dev.weir.base.money.Money;
import dev.weir.flow.price.Content;
import dev.weir.flow.price.Tariff;
import java.util.Optional;

/// The most a call can use at one target, before it is made.
///
/// @param model the model it would ask the provider for
/// @param tariff its prices; absent = the price book cannot price it
/// @param inputTokens most input tokens
/// @param outputTokens most output tokens of one choice: what the caller asked for, or the model's
///   own maximum
/// @param choices how many answers are asked for (`n`)
/// @param serviceTier the tier asked for, or empty
/// @param content what it may put in, so that no price of anything else is held
/// @param boundless why no bound can be proven, if none can
public record Estimate(
    String model,
    Optional<Tariff> tariff,
    long inputTokens,
    long outputTokens,
    int choices,
    String serviceTier,
    Content content,
    Optional<String> boundless) {

  /// The most the call can cost when each choice gives at most `outputTokensPerChoice`. Zero
  /// without a tariff; an [ArithmeticException] beyond the range of [Money].
  public Money cost(long outputTokensPerChoice) {
    if (tariff.isEmpty()) {
      return Money.ZERO;
    }
    long output = Math.multiplyExact(outputTokensPerChoice, choices);
    Money bound = tariff.get().bound(inputTokens, output, serviceTier, content);
    if (bound.picos() == Long.MAX_VALUE) {
      throw new ArithmeticException("the cost of %s has no figure".formatted(model));
    }
    return bound;
  }
}
