package dev.weir.flow.projection;

import dev.weir.base.money.Money;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.entry.Course;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What of an attempt's input one prompt module is. The shares of an attempt, the caller's own
/// among them, add up to what its input was charged.
///
/// @param module its name, or [#CALLER] for all that is no module's
/// @param version 0 for the caller's
/// @param tokens of a module as counted when its prompt was frozen; of the caller the rest of the
///   input
record ModuleShare(String module, int version, long tokens, Money cost) {
  /// No module has this name.
  private static final String CALLER = "caller";

  /// In the order of the modules, the caller's last. None for an attempt without modules, or whose
  /// input nobody knows.
  ///
  /// A module costs its part of the input's tokens, rounded down to the picodollar. Where modules
  /// were counted as more than the whole input, the parts are of what was counted.
  static List<ModuleShare> of(List<Course.Used> modules, Figures figures) {
    long input =
        figures.input() + figures.cacheRead() + figures.cacheWrite5m() + figures.cacheWrite1h();
    if (modules.isEmpty() || input == 0) {
      return List.of();
    }
    long counted = modules.stream().mapToLong(Course.Used::tokens).sum();
    Money charge =
        figures.lines().stream()
            .filter(ModuleShare::isInput)
            .map(Figures.Line::amount)
            .reduce(Money.ZERO, Money::plus);
    List<ModuleShare> shares = new ArrayList<>();
    Money rest = charge;
    for (Course.Used used : modules) {
      Money cost = part(charge, used.tokens(), Math.max(input, counted));
      shares.add(new ModuleShare(used.module(), used.version(), used.tokens(), cost));
      rest = rest.minus(cost);
    }
    shares.add(new ModuleShare(CALLER, 0, Math.max(0, input - counted), rest));
    return List.copyOf(shares);
  }

  private static boolean isInput(Figures.Line line) {
    return !line.isBound() && Meter.valueOf(line.meter().toUpperCase(Locale.ROOT)).isInput();
  }

  private static Money part(Money whole, long tokens, long of) {
    return Money.ofPicos(
        BigInteger.valueOf(whole.picos())
            .multiply(BigInteger.valueOf(tokens))
            .divide(BigInteger.valueOf(of))
            .longValueExact());
  }

  /// What must be added to the shares before to get these; both of one attempt.
  static List<ModuleShare> minus(List<ModuleShare> after, List<ModuleShare> before) {
    if (before.isEmpty()) {
      return after;
    }
    List<ModuleShare> difference = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      ModuleShare was = before.get(i);
      long tokens = after.isEmpty() ? 0 : after.get(i).tokens;
      Money cost = after.isEmpty() ? Money.ZERO : after.get(i).cost;
      difference.add(
          new ModuleShare(was.module, was.version, tokens - was.tokens, cost.minus(was.cost)));
    }
    return List.copyOf(difference);
  }
}
