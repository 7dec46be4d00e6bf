package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.pool.Category;
import dev.weir.value.pool.PoolTable;
import dev.weir.value.pool.PoolText;
import dev.weir.value.pool.PooledCost;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Costs beside the ledger and who bears them.
final class PoolRoutes {
  private static final String PATH = "/api/v1/pools";
  private static final int TABLE_BYTES = 4 << 20;

  private final RunningGateway gateway;
  private final Changes changes;
  private final PooledMonths months;

  PoolRoutes(RunningGateway gateway, Changes changes, PooledMonths months) {
    this.gateway = gateway;
    this.changes = changes;
    this.months = months;
  }

  /// A pool as docs/costs.md defines it.
  record PoolBody() {}

  /// Pools as CSV: docs/costs.md.
  record PoolFile() {}

  record PoolList(YearMonth month, BigDecimal totalUsd, List<PoolPage> pools) {}

  /// @param group of the cost catalogue's first level
  /// @param monthUsd what of it is the month's; 0 outside its months
  /// @param pool all of it, as it was written
  record PoolPage(
      String name,
      int version,
      Category.Group group,
      Category category,
      BigDecimal monthUsd,
      String basis,
      String source,
      ObjectNode pool,
      Instant at,
      String who) {}

  /// @param set new or with another content
  /// @param unchanged as they were
  record PoolImport(int set, int unchanged) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listPools", PATH, "Costs that no provider bills, and what of each is a month's.")
            .asks(PooledMonths.MONTH)
            .answers(PoolList.class)
            .does(this::list),
        Endpoint.change(
                "PUT", "putPool", PATH + "/{id}", "Says what a pool costs, and who bears it.")
            .versioned()
            .takes(PoolBody.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change(
                "DELETE",
                "deletePool",
                PATH + "/{id}",
                "Takes a pool out of force, in every month.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(this::remove),
        Endpoint.change(
                "POST",
                "importPools",
                PATH + "/import",
                "Sets many pools from CSV; all or none. Others stay.")
            .asks(Parameter.text("dry_run", "true: nothing is set, what would be is answered."))
            .takes(PoolFile.class, TABLE_BYTES)
            .answers(PoolImport.class)
            .does(this::load));
  }

  private Answer list(Inquiry inquiry) {
    YearMonth month = Ranges.monthOrThis(inquiry);
    List<PoolPage> pools =
        changes.current(Kind.POOL).stream().map(version -> page(version, month)).toList();
    BigDecimal total =
        pools.stream().map(PoolPage::monthUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    return Answer.of(new PoolList(month, total, pools));
  }

  private static PoolPage page(Version version, YearMonth month) {
    PooledCost pool = PoolText.read(version.id(), version.body());
    return new PoolPage(
        pool.name(),
        version.version(),
        pool.category().group(),
        pool.category(),
        pool.schedule().in(month).orElse(BigDecimal.ZERO),
        pool.sharing().code(),
        pool.source(),
        version.body(),
        version.at(),
        version.who());
  }

  private Answer put(Inquiry inquiry) {
    PooledCost pool = PoolText.read(inquiry.id(), inquiry.body());
    months.requireAllocatable(List.of(pool));
    return changes.put(Kind.POOL, pool.name(), PoolText.write(pool), inquiry);
  }

  private Answer remove(Inquiry inquiry) {
    List<String> serving =
        months.pools().stream()
            .filter(pool -> pool.serves().containsKey(inquiry.id()))
            .map(PooledCost::name)
            .toList();
    if (!serving.isEmpty()) {
      return new Answer.Fault(
          409,
          "pool_served",
          "pool '%s' is served by %s: change their 'serves' first"
              .formatted(inquiry.id(), serving));
    }
    return changes.retire(Kind.POOL, inquiry.id(), List.of(), inquiry);
  }

  private Answer load(Inquiry inquiry) {
    SortedMap<String, PooledCost> before = new TreeMap<>();
    months.pools().forEach(pool -> before.put(pool.name(), pool));
    SortedMap<String, PooledCost> pools = PoolTable.read(inquiry.raw());
    months.requireAllocatable(pools.values());
    List<Change> different = new ArrayList<>();
    pools.forEach((name, pool) -> {
      if (!pool.equals(before.get(name))) {
        different.add(
            Change.of(Kind.POOL, name, PoolText.write(pool), inquiry.who(), inquiry.why()));
      }
    });
    PoolImport done = new PoolImport(different.size(), pools.size() - different.size());
    return different.isEmpty() || inquiry.flag("dry_run")
        ? Answer.of(done)
        : Changes.answer(gateway.books().publish(different), _ -> done);
  }
}
