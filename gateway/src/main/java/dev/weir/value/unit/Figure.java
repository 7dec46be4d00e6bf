package dev.weir.value.unit;

import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Unanswered;
import java.util.Optional;
import java.util.function.Supplier;

/// A figure of a sample, or why there is none.
///
/// @param value what the sample says, also where it has no interval
/// @param unanswered what it lacks, for people
public record Figure(
    Optional<Double> value, Optional<Estimate> estimate, Optional<String> unanswered) {

  static Figure of(Supplier<Estimate> estimate) {
    return of(Optional.empty(), estimate);
  }

  static Figure of(double value, Supplier<Estimate> estimate) {
    return of(Optional.of(value), estimate);
  }

  static Figure none(String why) {
    return new Figure(Optional.empty(), Optional.empty(), Optional.of(why));
  }

  /// Of a sample whose values are so many times as much.
  Figure times(double factor) {
    return new Figure(
        value.map(it -> it * factor),
        estimate.map(it ->
            new Estimate(
                it.value() * factor,
                it.low() * factor,
                it.high() * factor,
                it.confidence(),
                it.method())),
        unanswered);
  }

  private static Figure of(Optional<Double> value, Supplier<Estimate> estimate) {
    try {
      Estimate found = estimate.get();
      return new Figure(Optional.of(found.value()), Optional.of(found), Optional.empty());
    } catch (Unanswered lacking) {
      return new Figure(value, Optional.empty(), Optional.of(String.valueOf(lacking.getMessage())));
    }
  }
}
