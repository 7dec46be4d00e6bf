package dev.weir.flow.cohort;

import java.time.Instant;
import java.util.Optional;

/// What may become of an experiment that has begun: nothing but that it stops. A changed share,
/// weight or salt would put units into other arms than they are known to be in.
final class Begun {
  private Begun() {}

  /// What is wrong with a change, naming the experiment, the field and both values.
  ///
  /// @param next empty = it is taken out of the book
  static Optional<String> broken(Experiment before, Optional<Experiment> next, Instant at) {
    if (!before.hasBegun(at)) {
      return Optional.empty();
    }
    if (next.isEmpty()) {
      return before.state() == Experiment.State.RUNNING
          ? Optional.of(
              "experiment '%s' has begun: it is stopped before it is deleted (field 'state')"
                  .formatted(before.name()))
          : Optional.empty();
    }
    return changed(before, next.get())
        .map(change ->
            "experiment '%s' has begun and changes no more, but that it stops: %s"
                .formatted(before.name(), change));
  }

  private static Optional<String> changed(Experiment before, Experiment next) {
    return field("use_case", before.useCase(), next.useCase())
        .or(() -> field("unit", before.unit(), next.unit()))
        .or(() -> field("salt", before.salt(), next.salt()))
        .or(() -> field("share", before.share(), next.share()))
        .or(() -> field("asked", before.asked(), next.asked()))
        .or(() -> field("arms", before.arms(), next.arms()))
        .or(() -> field("from", before.period().from(), next.period().from()))
        .or(() -> field("until", before.period().until(), next.period().until()))
        .or(() ->
            next.state() == Experiment.State.STOPPED
                ? Optional.empty()
                : field("state", before.state(), next.state()));
  }

  private static Optional<String> field(String name, Object before, Object next) {
    return before.equals(next)
        ? Optional.empty()
        : Optional.of("field '%s' is %s, was to be %s".formatted(name, shown(before), shown(next)));
  }

  private static String shown(Object value) {
    return value instanceof Optional<?> optional
        ? optional.map(Object::toString).orElse("absent")
        : value.toString();
  }
}
