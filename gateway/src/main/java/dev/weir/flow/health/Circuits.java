package dev.weir.flow.health;

import dev.weir.flow.route.Target;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The circuits of the targets that routes name; any other target is always free. Thread-safe: each
/// circuit has its own lock, held for a moment and never while somebody is told. Instants are those
/// of a clock that never goes back.
public final class Circuits {
  private final Consumer<Turn> turns;
  private final Map<Target, Guarded> circuits = new ConcurrentHashMap<>();
  private volatile CircuitRules rules = CircuitRules.USUAL;

  /// A circuit and its lock.
  private static final class Guarded {
    private Circuit circuit = Circuit.Closed.fresh(Instant.MIN);
  }

  /// @param turns told of each; must not block
  public Circuits(Consumer<Turn> turns) {
    this.turns = turns;
  }

  /// From now on these targets have a circuit, by these rules; those that had one keep how they
  /// stand.
  public void watch(Set<Target> targets, CircuitRules by) {
    rules = by;
    circuits.keySet().retainAll(targets);
    targets.forEach(target -> circuits.putIfAbsent(target, new Guarded()));
  }

  /// Whether a call may go to the target; it must be told of what comes of it.
  public Pass pass(Target target, Instant at) {
    Guarded guarded = circuits.get(target);
    if (guarded == null) {
      return Pass.FREE;
    }
    Circuit before;
    Circuit.Asked asked;
    synchronized (guarded) {
      before = guarded.circuit;
      asked = Circuit.ask(before, at, rules);
      guarded.circuit = asked.circuit();
    }
    turned(target, before, asked.circuit());
    return asked.pass();
  }

  /// Whether a call might go to the target now; nothing follows from asking.
  public boolean mayPass(Target target, Instant at) {
    Guarded guarded = circuits.get(target);
    if (guarded == null) {
      return true;
    }
    synchronized (guarded) {
      return Circuit.ask(guarded.circuit, at, rules).pass() != Pass.NO;
    }
  }

  /// What came of a call.
  ///
  /// @param as what it was let go as
  public void told(Target target, Pass as, Result result, Instant at) {
    Guarded guarded = circuits.get(target);
    if (guarded == null) {
      return;
    }
    Circuit before;
    Circuit after;
    synchronized (guarded) {
      before = guarded.circuit;
      after = Circuit.told(before, as, result, at, rules);
      guarded.circuit = after;
    }
    turned(target, before, after);
  }

  private void turned(Target target, Circuit before, Circuit after) {
    Standing was = Standing.of(before);
    Standing is = Standing.of(after);
    if (was != is) {
      turns.accept(new Turn(target, was, is));
    }
  }

  /// How a target stands; nothing if it has no circuit.
  public Optional<Standing> standing(Target target) {
    Guarded guarded = circuits.get(target);
    if (guarded == null) {
      return Optional.empty();
    }
    synchronized (guarded) {
      return Optional.of(Standing.of(guarded.circuit));
    }
  }

  /// How each target with a circuit stands, by its text.
  public Map<String, Standing> standings() {
    Map<String, Standing> all = new TreeMap<>();
    circuits.forEach((target, guarded) -> {
      synchronized (guarded) {
        all.put(target.toString(), Standing.of(guarded.circuit));
      }
    });
    return all;
  }
}
