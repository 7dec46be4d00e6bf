package dev.weir.flow.edge;

import dev.weir.flow.entry.Course;
import dev.weir.flow.health.Pass;
import dev.weir.flow.health.Result;
import dev.weir.flow.health.TargetHealth;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.route.Fault;
import dev.weir.flow.route.Next;
import dev.weir.flow.route.Plan;
import dev.weir.flow.route.Retry;
import dev.weir.flow.route.RetryRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;

/// A call's plan, as far as it has been gone: which target comes next, and whether one does. Goes
/// forward only: a target that was left is not come back to. Owned by the call's event loop.
final class Journey {
  private final Plan.Targets plan;
  private final Naming.Origin origin;
  private final TargetHealth health;
  private final NanoClock nanos;
  private final Carriage carriage;
  private final Function<Plan.Step, OptionalLong> windows;
  private final long begun;
  private final Set<String> providers = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();
  private int at = -1;
  private int inAll;
  private int here;

  /// An attempt that is to be made.
  ///
  /// @param number 1 for a call's first
  /// @param course why it is made, for the record
  record Trial(Plan.Step step, Carried carried, Pass pass, int number, Course course) {}

  /// @param asked the call
  /// @param carriage of the call
  /// @param windows the most input of a step's model
  Journey(
      Asked asked,
      TargetHealth health,
      NanoClock nanos,
      Carriage carriage,
      Function<Plan.Step, OptionalLong> windows) {
    this.plan = asked.plan();
    this.origin = asked.origin();
    this.carriage = carriage;
    this.health = health;
    this.nanos = nanos;
    this.windows = windows;
    this.begun = nanos.nanos();
  }

  RetryRules rules() {
    return plan.rules();
  }

  /// The first target that is asked at present. Where none is, the first of all: a circuit chooses
  /// between targets and leaves no call without one. Nothing if no target can be asked such a call.
  Optional<Trial> first() {
    Optional<Trial> first = onward(_ -> true).or(this::regardless);
    if (rules().attemptsMax() > 1) {
      first.ifPresent(trial -> health.retries().earn(trial.step().provider().name(), now()));
    }
    return first;
  }

  private Optional<Trial> regardless() {
    for (int i = 0; i < plan.steps().size(); i++) {
      Optional<Carried> carried = carriage.to(plan.steps().get(i));
      if (carried.isPresent()) {
        return Optional.of(trial(i, carried.get(), Pass.FREE));
      }
    }
    return Optional.empty();
  }

  /// What follows a failure.
  Next next(Fault fault, DoubleSupplier draw) {
    faults.add(fault);
    if (fault.kind() == Fault.Kind.PACED) {
      inAll--; // nothing was made of it
    } else {
      providers.add(provider());
    }
    Retry.Tries tries = new Retry.Tries(inAll, here);
    double drawn = rules().attemptsMax() > 1 ? draw.getAsDouble() : 0;
    Next next = Retry.next(fault, tries, rules(), left(true), drawn);
    boolean again = next instanceof Next.Again;
    return again && !health.retries().take(provider(), now())
        ? Retry.next(fault, tries, rules(), left(false), drawn)
        : next;
  }

  private Retry.Left left(boolean again) {
    return new Retry.Left(another(), again, rules().total().minusNanos(nanos.nanos() - begun));
  }

  /// Whether a target is left that would be asked at present.
  private boolean another() {
    Instant now = now();
    for (int i = at + 1; i < plan.steps().size(); i++) {
      Plan.Step step = plan.steps().get(i);
      if (!carriage.isBarred(step) && health.circuits().mayPass(step.target(), now)) {
        return true;
      }
    }
    return false;
  }

  /// How an attempt under way is to treat its caller.
  Patience patience() {
    RetryRules rules = rules();
    return inAll < rules.attemptsMax() && another()
        ? new Patience(true, rules.hold(), rules.firstToken())
        : Patience.NONE;
  }

  /// The attempt that is to follow; nothing if its target is not asked any more by now.
  Optional<Trial> follow(Next next) {
    return switch (next) {
      case Next.Again _ -> again();
      case Next.Onward _ -> onward(_ -> true);
      case Next.Wider _ -> {
        OptionalLong window = windows.apply(plan.steps().get(at));
        yield onward(step -> isWider(windows.apply(step), window));
      }
      case Next.Give _ -> Optional.empty();
    };
  }

  private Optional<Trial> again() {
    Plan.Step step = plan.steps().get(at);
    Pass pass = health.circuits().pass(step.target(), now());
    return pass == Pass.NO
        ? onward(_ -> true)
        : carriage.to(step).map(carried -> trial(at, carried, pass));
  }

  private static boolean isWider(OptionalLong window, OptionalLong than) {
    return window.isPresent() && than.isPresent() && window.getAsLong() > than.getAsLong();
  }

  private Optional<Trial> onward(Predicate<Plan.Step> fits) {
    for (int i = at + 1; i < plan.steps().size(); i++) {
      Plan.Step step = plan.steps().get(i);
      boolean asked = fits.test(step) && health.circuits().mayPass(step.target(), now());
      Optional<Carried> carried = asked ? carriage.to(step) : Optional.empty();
      if (carried.isPresent() && mayAsk(step)) {
        Pass pass = health.circuits().pass(step.target(), now());
        if (pass != Pass.NO) {
          return Optional.of(trial(i, carried.get(), pass));
        }
      }
    }
    return Optional.empty();
  }

  /// Another model of a provider that has failed this call is a retry there.
  private boolean mayAsk(Plan.Step step) {
    return !providers.contains(step.provider().name())
        || health.retries().take(step.provider().name(), now());
  }

  private Trial trial(int step, Carried carried, Pass pass) {
    here = step == at ? here + 1 : 1;
    at = step;
    inAll++;
    return new Trial(plan.steps().get(step), carried, pass, inAll, course(carried));
  }

  private Course course(Carried carried) {
    Plan.Step step = plan.steps().get(at);
    return origin.course(cause(), step.wire().code(), step.path(), carried.parameters());
  }

  private String cause() {
    if (faults.isEmpty()) {
      return Course.FIRST;
    }
    String fault = faults.getLast().kind().name().toLowerCase(Locale.ROOT);
    return here > 1 ? "retry" : "fallback:" + fault;
  }

  private String provider() {
    return plan.steps().get(at).provider().name();
  }

  /// Tells how the target of an attempt did.
  void told(Trial trial, Result result) {
    health.circuits().told(trial.step().target(), trial.pass(), result, now());
  }

  /// A refusal that says what was tried before what it is about.
  Refusal naming(Refusal last) {
    if (faults.size() < 2) {
      return last;
    }
    StringBuilder before = new StringBuilder();
    for (Fault fault : faults.subList(0, faults.size() - 1)) {
      before.append(before.isEmpty() ? "" : "; ").append(fault.detail());
    }
    return new Refusal(
        last.kind(),
        "%s; this was attempt %d, before it: %s".formatted(last.message(), faults.size(), before),
        last.rule(),
        last.retryAfter());
  }

  /// The whole time the call may take; nothing for a call that is tried once.
  Optional<Duration> total() {
    return rules().attemptsMax() > 1 ? Optional.of(rules().total()) : Optional.empty();
  }

  /// Of a clock that is never set back.
  private Instant now() {
    return Instant.EPOCH.plusNanos(nanos.nanos());
  }
}
