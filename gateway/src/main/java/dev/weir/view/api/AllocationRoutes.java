package dev.weir.view.api;

import dev.weir.value.pool.AllocatedMonth;
import dev.weir.value.pool.Category;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which use case bears what of which pool in a month.
final class AllocationRoutes {
  private final RunningGateway gateway;
  private final PooledMonths months;

  AllocationRoutes(RunningGateway gateway, PooledMonths months) {
    this.gateway = gateway;
    this.months = months;
  }

  /// @param order in which pools are closed by the step-down method; of the others none
  /// @param totalUsd what all pools come to, and all lines
  /// @param unallocatedUsd of it, what nobody bears
  /// @param notes what was not as one may think: fallbacks, credits that count as no usage
  record AllocationPage(
      YearMonth month,
      AllocatedMonth.Method method,
      List<String> order,
      BigDecimal totalUsd,
      BigDecimal unallocatedUsd,
      List<AllocatedPool> pools,
      List<AllocationLine> lines,
      List<String> notes) {}

  /// @param amountUsd of its own; its lines add up to it
  /// @param grossUsd with what it has from pools that serve it
  record AllocatedPool(
      String pool,
      Category.Group group,
      Category category,
      String basis,
      BigDecimal amountUsd,
      BigDecimal grossUsd,
      String source,
      String evidence) {}

  /// @param useCase absent = what nobody bears
  /// @param driverUnits the use case has of the basis: dollars, calls, users, heads; 0 where it
  ///   bears the pool through another one
  /// @param driverTotal all receivers have
  record AllocationLine(
      String pool,
      Optional<String> useCase,
      Category.Group group,
      String basis,
      BigDecimal driverUnits,
      BigDecimal driverTotal,
      BigDecimal amountUsd) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "allocate",
                "/api/v1/allocations",
                "Which use case bears what of which pool; the lines of a pool add up to it.")
            .asks(
                PooledMonths.MONTH,
                PooledMonths.METHOD,
                Parameter.text("use_case", "Lines of this one only; the sums stay those of all."),
                Parameter.text(
                    "cost_centre", "Lines of use cases only that the portfolio has under it."))
            .answers(AllocationPage.class)
            .does(FromLedger.of(gateway).does(this::allocate)));
  }

  private Answer allocate(Inquiry inquiry) {
    YearMonth month = Ranges.monthOrThis(inquiry);
    AllocatedMonth allocated =
        months.allocated(month, months.sums(month), PooledMonths.method(inquiry));
    Optional<String> only = inquiry.asked("use_case");
    Optional<String> centre = inquiry.asked("cost_centre");
    Map<String, String> centres = CentreCosts.centres(gateway);
    return Answer.of(
        new AllocationPage(
            month,
            allocated.method(),
            allocated.order(),
            allocated.total(),
            allocated.unallocated(),
            allocated.pools().stream().map(AllocationRoutes::pool).toList(),
            allocated.lines().stream()
                .filter(line -> only.isEmpty() || line.useCase().equals(only))
                .filter(line -> centre.isEmpty() || centre.equals(line.useCase().map(centres::get)))
                .map(AllocationRoutes::line)
                .toList(),
            allocated.notes()));
  }

  private static AllocatedPool pool(AllocatedMonth.PoolSum sum) {
    return new AllocatedPool(
        sum.pool().name(),
        sum.pool().category().group(),
        sum.pool().category(),
        sum.pool().sharing().code(),
        sum.amount(),
        sum.gross(),
        sum.pool().source(),
        sum.pool().evidence());
  }

  private static AllocationLine line(AllocatedMonth.Line line) {
    return new AllocationLine(
        line.pool().name(),
        line.useCase(),
        line.pool().category().group(),
        line.pool().sharing().code(),
        line.units(),
        line.ofUnits(),
        line.amount());
  }
}
