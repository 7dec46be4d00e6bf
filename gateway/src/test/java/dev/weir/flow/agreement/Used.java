package dev.weir.flow.agreement;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What was used, in memory, with the dues that are booked of it.
final class Used implements Consumption {
  private final List<Told> told = new ArrayList<>();
  private final List<Due> booked = new ArrayList<>();

  /// What was used of a meter.
  private record Told(Use.Units units, String meter) {
    private boolean isOf(Covered covered, Days days) {
      return days.has(units.day()) && covered.has(units.provider(), units.model());
    }

    private Tokens tokens() {
      long quantity = units.quantity();
      return switch (meter) {
        case "input" -> new Tokens(quantity, 0, 0, 0, 0, 0);
        case "cache_read" -> new Tokens(0, quantity, 0, 0, 0, 0);
        case "output" -> new Tokens(0, 0, 0, 0, quantity, 0);
        case "reasoning" -> new Tokens(0, 0, 0, 0, 0, quantity);
        default -> Tokens.NONE;
      };
    }
  }

  /// @param at any instant of the hour
  Used add(String at, String provider, String model, String team, String meter, Spent spent) {
    told.add(
        new Told(
            new Use.Units(
                Instant.parse(at),
                provider,
                model,
                Bearer.of(team.isEmpty() ? Map.of() : Map.of("team", team)),
                spent.quantity(),
                Total.usd(new BigDecimal(spent.usd()))),
            meter));
    return this;
  }

  record Spent(long quantity, String usd) {}

  static Spent spent(long quantity, String usd) {
    return new Spent(quantity, usd);
  }

  void book(List<Due> dues) {
    booked.addAll(dues);
  }

  @Override
  public List<Use> hourly(Covered covered, Days days) {
    return summed(covered, days, ChronoUnit.HOURS);
  }

  @Override
  public List<Use> daily(Covered covered, Days days) {
    return summed(covered, days, ChronoUnit.DAYS);
  }

  private List<Use> summed(Covered covered, Days days, ChronoUnit step) {
    Map<Use, Use> sums = new LinkedHashMap<>();
    for (Told each : told) {
      if (each.isOf(covered, days)) {
        Instant at = each.units().at().truncatedTo(step);
        sums.merge(
            use(each.units(), at, Tokens.NONE, Total.ZERO),
            use(each.units(), at, each.tokens(), each.units().cost()),
            Used::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  private static Use use(Use.Units of, Instant at, Tokens tokens, Total cost) {
    return new Use(at, of.provider(), of.model(), of.bearer(), tokens, cost);
  }

  private static Use plus(Use a, Use b) {
    Tokens tokens =
        new Tokens(
            a.tokens().input() + b.tokens().input(),
            a.tokens().cacheRead() + b.tokens().cacheRead(),
            0,
            0,
            a.tokens().output() + b.tokens().output(),
            a.tokens().reasoning() + b.tokens().reasoning());
    return new Use(a.at(), a.provider(), a.model(), a.bearer(), tokens, a.cost().plus(b.cost()));
  }

  @Override
  public List<Use.Units> units(Covered covered, Set<String> meters, Days days) {
    Map<Use.Units, Use.Units> sums = new LinkedHashMap<>();
    for (Told each : told) {
      if (each.isOf(covered, days) && meters.contains(each.meter())) {
        Use.Units of = each.units();
        Instant at = of.at().truncatedTo(ChronoUnit.DAYS);
        sums.merge(
            units(of, at, 0, Total.ZERO),
            units(of, at, of.quantity(), of.cost()),
            (a, b) -> units(a, at, a.quantity() + b.quantity(), a.cost().plus(b.cost())));
      }
    }
    return List.copyOf(sums.values());
  }

  private static Use.Units units(Use.Units of, Instant at, long quantity, Total cost) {
    return new Use.Units(at, of.provider(), of.model(), of.bearer(), quantity, cost);
  }

  @Override
  public List<Due> bookedDaily(String provider, Days days) {
    return booked.stream()
        .filter(due -> due.what().provider().equals(provider) && days.has(due.day()))
        .toList();
  }
}
