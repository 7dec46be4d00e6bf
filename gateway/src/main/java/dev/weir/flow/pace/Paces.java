package dev.weir.flow.pace;

import dev.weir.base.http.Headers;
import dev.weir.base.http.Loop;
import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.route.Target;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Lets attempts pass to providers as fast as their limits allow. A provider without rules is not
/// paced: an attempt passes for one look-up. Thread-safe.
public final class Paces {
  private static final int GATES_MAX = 1_000;

  private final LongSupplier nanos;
  private final BiConsumer<Duration, Runnable> later;
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();
  private final Map<AttemptId, Passing> passing = new ConcurrentHashMap<>();
  private volatile Map<String, PaceRules> rules = Map.of();
  private volatile boolean used;

  /// An attempt at a gate.
  private record Passing(Gate gate, Target target, Ticket ticket) {}

  /// @param nanos a clock that never goes back
  /// @param later runs an action after a time, on any thread
  public Paces(LongSupplier nanos, BiConsumer<Duration, Runnable> later) {
    this.nanos = nanos;
    this.later = later;
  }

  /// Paced by real time.
  ///
  /// @param loop runs what is for later
  public static Paces on(Loop loop) {
    return new Paces(
        System::nanoTime,
        (after, task) -> {
          var _ = loop.schedule(after, task);
        });
  }

  /// From now on these providers are paced. A gate whose rules are the same goes on as it stands;
  /// who waits at another passes by the old ones.
  ///
  /// @param now by configured name
  public void by(Map<String, PaceRules> now) {
    rules = Map.copyOf(now);
    gates.entrySet().removeIf(each -> !each.getValue().isBy(rules.get(provider(each.getKey()))));
  }

  private static String provider(String gate) {
    return gate.substring(0, gate.indexOf('/'));
  }

  /// Whether attempts at the provider need a ticket.
  public boolean paces(String provider) {
    PaceRules found = rules.get(provider);
    return found != null && found.paces();
  }

  /// Whether no attempt has ever had a place that it could leave.
  public boolean isUnused() {
    return !used;
  }

  /// An attempt wants to pass; whoever passes or waits is to leave, be cancelled or withdraw.
  public Entrance enter(Target target, Ticket ticket) {
    Optional<Gate> found = gate(target);
    if (found.isEmpty()) {
      return new Entrance.Free();
    }
    Gate gate = found.get();
    Entrance entrance = gate.enter(ticket, nanos.getAsLong());
    if (!(entrance instanceof Entrance.Full)) {
      used = true;
      passing.put(ticket.attempt(), new Passing(gate, target, ticket));
    }
    if (entrance instanceof Entrance.Waiting) {
      admit(gate);
    }
    return entrance;
  }

  private Optional<Gate> gate(Target target) {
    PaceRules found = rules.get(target.provider());
    if (found == null || !found.paces()) {
      return Optional.empty();
    }
    for (PaceRules.Limit limit : found.limits()) {
      if (limit.isOf(target.model())) {
        String models = limit.models().isEmpty() ? "*" : String.join(",", limit.models());
        return Optional.of(gate(target.provider() + "/" + models, found, limit));
      }
    }
    // Callers choose the names of models: one that is too many is not paced.
    String name = target.toString();
    boolean room = gates.size() < GATES_MAX || gates.containsKey(name);
    return found.learn() && room
        ? Optional.of(gate(name, found, PaceRules.Limit.NONE))
        : Optional.empty();
  }

  private Gate gate(String name, PaceRules by, PaceRules.Limit limit) {
    Gate there = gates.get(name);
    return there != null && there.isBy(by)
        ? there
        : gates.compute(
            name,
            (_, other) ->
                other != null && other.isBy(by)
                    ? other
                    : new Gate(name, by, limit, nanos.getAsLong()));
  }

  /// Gives up its place; false if it may pass meanwhile, and is told so.
  public boolean withdraw(AttemptId attempt) {
    Passing held = passing.get(attempt);
    if (held == null || !held.gate.withdraw(held.ticket)) {
      return false;
    }
    passing.remove(attempt);
    admit(held.gate);
    return true;
  }

  /// Gives up its place as its time is over; nothing if it may pass meanwhile, and is told so.
  public Optional<Entrance.Full> late(AttemptId attempt) {
    Passing held = passing.get(attempt);
    if (held == null) {
      return Optional.empty();
    }
    Entrance.Full why = held.gate.late(held.ticket, nanos.getAsLong());
    return withdraw(attempt) ? Optional.of(why) : Optional.empty();
  }

  /// An attempt that passed is not sent after all.
  public void cancel(AttemptId attempt) {
    Passing held = passing.remove(attempt);
    if (held != null) {
      held.gate.cancel(held.ticket, nanos.getAsLong());
      admit(held.gate);
    }
  }

  /// The head of its answer has come.
  ///
  /// @param model that was asked: the limits of another than it passed for are not its gate's
  /// @param after when the provider wants to be asked again, if it says so
  public void heard(
      AttemptId attempt, String model, int status, Headers headers, Optional<Duration> after) {
    Passing held = passing.get(attempt);
    if (held != null && held.target.model().equals(model)) {
      held.gate.heard(status, headers, after, nanos.getAsLong());
      admit(held.gate);
    }
  }

  /// An attempt has ended. One that is not paced, or has left, is none of this.
  ///
  /// @param used its tokens; nothing where they are not known
  /// @param well whether it was answered to its end, and its tokens are known
  public void leave(AttemptId attempt, Optional<Load> used, boolean well) {
    Passing held = passing.remove(attempt);
    if (held != null) {
      held.gate.leave(held.ticket, used, well, nanos.getAsLong());
      admit(held.gate);
    }
  }

  private void admit(Gate gate) {
    Gate.Admitted admitted = gate.admit(nanos.getAsLong());
    admitted
        .lookAgain()
        .ifPresent(look -> later.accept(look.after(), () -> lookAgain(gate, look.due())));
    admitted.passed().forEach(Ticket::grant);
    for (Gate.Displaced each : admitted.displaced()) {
      passing.remove(each.ticket().attempt());
      each.ticket().displace(each.why());
    }
  }

  private void lookAgain(Gate gate, long due) {
    if (gate.isDue(due)) {
      admit(gate);
    }
  }

  /// How crowded a target is: up to 1 there is room, beyond it nobody can pass at once, by as many
  /// seconds; 0 where nothing is limited.
  public double crowd(Target target) {
    return gate(target).map(gate -> gate.crowd(nanos.getAsLong())).orElse(0.0);
  }

  /// Each gate that a call has come to, by its name.
  public List<GateStanding> standings() {
    long now = nanos.getAsLong();
    Map<String, GateStanding> all = new TreeMap<>();
    gates.forEach((name, gate) -> all.put(name, gate.standing(now)));
    return List.copyOf(all.values());
  }
}
