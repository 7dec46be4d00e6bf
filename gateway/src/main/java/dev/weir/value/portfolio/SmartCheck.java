package dev.weir.value.portfolio;

import dev.weir.value.portfolio.Known.Served;
import dev.weir.value.statement.Finding.Rule;
import dev.weir.value.statement.Lint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One of the five checks of a goal.
///
/// @param name `specific`, `measurable`, `achievable`, `relevant` or `time_bound`
/// @param lacking what it fails for; none = it is passed
/// @param evidence what was put forward
public record SmartCheck(String name, List<String> lacking, Optional<String> evidence) {
  /// Fewer say too little of what can be reached.
  static final long TRIALS_MIN = 30;

  private static final String NO_EVIDENCE = "no evidence is put forward";

  public SmartCheck {
    lacking = List.copyOf(lacking);
  }

  public boolean isPassed() {
    return lacking.isEmpty();
  }

  /// All five, in order.
  public static List<SmartCheck> of(UseCase useCase, Known known, LocalDate today) {
    return List.of(
        specific(useCase),
        measurable(useCase, known, today),
        achievable(useCase, known),
        relevant(useCase),
        timeBound(useCase, today));
  }

  private static SmartCheck specific(UseCase useCase) {
    Lint lint = Lint.of(useCase.statement());
    List<String> lacking = lacking(useCase.smart().specific());
    lint.findings().stream()
        .filter(each -> List.of(Rule.TASK, Rule.POPULATION, Rule.BREADTH).contains(each.rule()))
        .forEach(each -> lacking.add(each.message()));
    return new SmartCheck("specific", lacking, useCase.smart().specific());
  }

  private static SmartCheck measurable(UseCase useCase, Known known, LocalDate today) {
    List<String> lacking = lacking(useCase.smart().measurable());
    if (!known.outcome() || !known.target()) {
      lacking.add("no outcome with a target is defined");
    }
    if (!known.hasBaseline(today)) {
      lacking.add("no baseline counts today");
    }
    return new SmartCheck("measurable", lacking, useCase.smart().measurable());
  }

  /// What is served goes before what a trial reached, once it is enough to say something.
  private static SmartCheck achievable(UseCase useCase, Known known) {
    Optional<Smart.Achieved> trial = useCase.smart().achievable();
    Optional<Served> served = known.served().filter(it -> it.n() >= TRIALS_MIN);
    Optional<String> evidence =
        served.map(Served::text).or(() -> trial.map(Smart.Achieved::evidence));
    List<String> lacking = lacking(evidence);
    if (served.isPresent()) {
      belowFloor(useCase, "what is served has", served.get().share()).ifPresent(lacking::add);
    } else if (trial.isPresent()) {
      if (trial.get().n() < TRIALS_MIN) {
        lacking.add(
            "a trial has at least %d of them, was %d".formatted(TRIALS_MIN, trial.get().n()));
      }
      belowFloor(useCase, "the trial reached", trial.get().measured()).ifPresent(lacking::add);
    }
    return new SmartCheck("achievable", lacking, evidence);
  }

  private static Optional<String> belowFloor(UseCase useCase, String what, BigDecimal reached) {
    return useCase
        .workload()
        .flatMap(Workload::qualityMin)
        .filter(least -> reached.compareTo(least) < 0)
        .map(least ->
            "%s a quality of %s, the floor is %s"
                .formatted(what, reached.toPlainString(), least.toPlainString()));
  }

  private static SmartCheck relevant(UseCase useCase) {
    List<String> lacking = lacking(useCase.smart().relevant());
    if (useCase.value().isEmpty()) {
      lacking.add("field 'value' does not say of what kind its value is");
    }
    return new SmartCheck("relevant", lacking, useCase.smart().relevant());
  }

  private static SmartCheck timeBound(UseCase useCase, LocalDate today) {
    Optional<Smart.Deadline> deadline = useCase.smart().timeBound();
    List<String> lacking = lacking(deadline.map(Smart.Deadline::evidence));
    deadline
        .filter(it -> !it.by().isAfter(today))
        .ifPresent(
            it -> lacking.add("the date is over: %s, today is %s".formatted(it.by(), today)));
    return new SmartCheck("time_bound", lacking, deadline.map(Smart.Deadline::evidence));
  }

  private static List<String> lacking(Optional<String> evidence) {
    List<String> lacking = new ArrayList<>();
    if (evidence.isEmpty()) {
      lacking.add(NO_EVIDENCE);
    }
    return lacking;
  }
}
