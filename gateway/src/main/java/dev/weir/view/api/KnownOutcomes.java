package dev.weir.view.api;

import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Group;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import dev.weir.value.unit.OutcomeSource;
import dev.weir.value.unit.OutcomeSum;
import dev.weir.value.unit.UnitKind;
import dev.weir.value.unit.UnitOutcomes;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/// Outcomes that were told, as unit costs ask for them. Blocks; thread-safe.
final class KnownOutcomes implements OutcomeSource {
  private final OutcomeSums sums;

  KnownOutcomes(OutcomeSums sums) {
    this.sums = sums;
  }

  @Override
  public Optional<OutcomeSum> sum(String useCase, YearMonth month) {
    return Optional.of(sums.total(Span.of(useCase, month), OutcomeSums.NOW))
        .filter(sum -> sum.count() > 0)
        .map(KnownOutcomes::sum);
  }

  @Override
  public <T> T byUnit(Asked asked, Function<Iterator<UnitOutcomes>, T> reading) {
    Iterator<Group> groups =
        sums.groups(by(asked.kind()), Span.of(asked.useCase(), asked.month()), OutcomeSums.NOW);
    Iterable<Group> once = () -> groups;
    return reading.apply(
        StreamSupport.stream(once.spliterator(), false)
            .map(group -> new UnitOutcomes(group.key(), sum(group.sum())))
            .iterator());
  }

  private static By by(UnitKind kind) {
    return switch (kind) {
      case SESSION -> By.SESSION;
      case USER -> By.USER;
      case DAY -> By.DAY;
      case CALL ->
          throw new IllegalArgumentException(
              "outcomes are of a session, a user or a day, was asked for those of a call");
    };
  }

  private static OutcomeSum sum(Sum sum) {
    return new OutcomeSum(sum.shares(), sum.successfulShares());
  }
}
