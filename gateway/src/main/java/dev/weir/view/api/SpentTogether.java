package dev.weir.view.api;

import dev.weir.flow.projection.Periods.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Providers of one name in the price book. Bills do not tell them apart, unless it is said which
/// accounts are whose; what is recorded beside the gateway has that name, and is compared together
/// with the one configured provider.
///
/// @param name in the price book, or of the one provider with accounts of its own
/// @param spent of each of them
record SpentTogether(String name, List<Spent> spent) {
  static List<SpentTogether> of(RunningGateway gateway, List<Spent> spent) {
    List<SpentTogether> all = new ArrayList<>();
    Map<String, List<Spent>> byName = new TreeMap<>();
    for (Spent each : spent) {
      if (gateway.billedAs().apply(each.provider()).accounts().isEmpty()) {
        byName
            .computeIfAbsent(gateway.priceName().of(each.provider()), _ -> new ArrayList<>())
            .add(each);
      } else {
        all.add(new SpentTogether(each.provider(), List.of(each)));
      }
    }
    byName.forEach((name, its) -> all.add(new SpentTogether(name, List.copyOf(its))));
    return all;
  }

  private List<String> configured() {
    return spent.stream().map(Spent::provider).filter(each -> !each.equals(name)).toList();
  }

  /// Whose ledger stands beside the bills.
  Comparison comparison() {
    return Comparison.of(configured().isEmpty() ? name : configured().getFirst());
  }

  /// Whether several are configured, so that nothing of them counts as confirmed.
  boolean isSeveral() {
    return configured().size() > 1;
  }
}
