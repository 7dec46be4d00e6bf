package dev.weir.flow.agreement;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was used, in memory, with the dues that are booked of it.
final class Used implements Consumption {
  private final List<Use> uses = new ArrayList<>();
  private final List<Due> booked = new ArrayList<>();

  /// @param at any instant of the hour
  Used add(String at, String provider, String model, String team, String meter, Spent spent) {
    uses.add(
        new Use(
            Instant.parse(at),
            provider,
            model,
            Bearer.of(team.isEmpty() ? Map.of() : Map.of("team", team)),
            meter,
            spent.quantity(),
            Total.usd(new BigDecimal(spent.usd()))));
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
    for (Use use : uses) {
      if (days.has(use.day()) && covered.has(use.provider(), use.model())) {
        Use key = with(use, use.at().truncatedTo(step), 0, Total.ZERO);
        sums.merge(
            key,
            with(use, key.at(), use.quantity(), use.cost()),
            (a, b) -> with(a, a.at(), a.quantity() + b.quantity(), a.cost().plus(b.cost())));
      }
    }
    return List.copyOf(sums.values());
  }

  private static Use with(Use use, Instant at, long quantity, Total cost) {
    return new Use(at, use.provider(), use.model(), use.bearer(), use.meter(), quantity, cost);
  }

  @Override
  public List<Due> booked(Days days) {
    return booked.stream().filter(due -> days.has(due.day())).toList();
  }
}
