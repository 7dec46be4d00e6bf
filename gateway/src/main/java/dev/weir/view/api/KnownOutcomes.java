package dev.weir.view.api;

import dev.weir.value.event.OutcomeSums;
import dev.weir.value.event.OutcomeSums.By;
import dev.weir.value.event.OutcomeSums.Group;
import dev.weir.value.event.OutcomeSums.Span;
import dev.weir.value.event.Sum;
import dev.weir.value.unit.LinkedOutcomes;
import dev.weir.value.unit.OutcomeSource;
import dev.weir.value.unit.OutcomeSum;
import dev.weir.value.unit.UnitKind;
import dev.weir.value.unit.UnitOutcomes;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
  public SortedMap<String, OutcomeSum> sums(YearMonth month) {
    SortedMap<String, OutcomeSum> all = new TreeMap<>();
    sums.each(
        By.USE_CASE,
        Span.of("", month),
        OutcomeSums.NOW,
        group -> all.put(group.key(), sum(group.sum())));
    return all;
  }

  @Override
  public <T> T byUnit(Asked asked, Function<Iterator<UnitOutcomes>, T> reading) {
    return groups(
        asked, by(asked.kind()), group -> new UnitOutcomes(group.key(), sum(group.sum())), reading);
  }

  @Override
  public <T> T byLink(Asked asked, Function<Iterator<LinkedOutcomes>, T> reading) {
    return groups(asked, link(asked.kind()), KnownOutcomes::linked, reading);
  }

  @Override
  public long unlinked(String useCase, YearMonth month) {
    return sums.unlinked(Span.of(useCase, month), OutcomeSums.NOW);
  }

  private <O, T> T groups(
      Asked asked, By by, Function<Group, O> each, Function<Iterator<O>, T> reading) {
    Iterator<Group> groups =
        sums.groups(by, Span.of(asked.useCase(), asked.month()), OutcomeSums.NOW);
    Iterable<Group> once = () -> groups;
    return reading.apply(StreamSupport.stream(once.spliterator(), false).map(each).iterator());
  }

  private static LinkedOutcomes linked(Group group) {
    return new LinkedOutcomes(group.key(), group.sum().successes(), group.sum().successfulShares());
  }

  private static By by(UnitKind kind) {
    return switch (kind) {
      case SESSION -> By.SESSION;
      case USER -> By.USER;
      case DAY -> By.DAY;
      case CALL -> By.CALL;
      case TICKET, OUTCOME ->
          throw new IllegalArgumentException(
              "outcomes are of a session, a user, a day or a call, was asked for those of " + kind);
    };
  }

  private static By link(UnitKind kind) {
    return switch (kind) {
      case CALL -> By.CALL;
      case SESSION -> By.SESSION_ALONE;
      case TICKET -> By.TICKET_ALONE;
      case USER, DAY, OUTCOME ->
          throw new IllegalArgumentException(
              "an outcome names a call, a session or a ticket, was asked for " + kind);
    };
  }

  private static OutcomeSum sum(Sum sum) {
    return new OutcomeSum(sum.shares(), sum.successfulShares());
  }
}
