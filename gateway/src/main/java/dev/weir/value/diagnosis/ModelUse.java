package dev.weir.value.diagnosis;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/// The use of one model, or of a slice of it: rows added up.
record ModelUse(long calls, SortedMap<String, MeterUse> meters, BigDecimal usd) {
  static final ModelUse NONE = new ModelUse(0, new TreeMap<>(), BigDecimal.ZERO);

  static ModelUse of(Collection<UseRow> rows) {
    SortedMap<String, MeterUse> meters = new TreeMap<>();
    rows.forEach(
        row -> row.meters().forEach((name, use) -> meters.merge(name, use, MeterUse::plus)));
    return new ModelUse(
        rows.stream().mapToLong(UseRow::calls).sum(),
        meters,
        rows.stream().map(UseRow::usd).reduce(BigDecimal.ZERO, BigDecimal::add));
  }

  MeterUse meter(String name) {
    return meters.getOrDefault(name, MeterUse.NONE);
  }

  /// What is charged of meters of which something was used.
  BigDecimal metered() {
    return meters.values().stream()
        .filter(use -> use.quantity().signum() != 0)
        .map(MeterUse::usd)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  BigDecimal quantity(Predicate<String> meter) {
    return meters.entrySet().stream()
        .filter(each -> meter.test(each.getKey()))
        .map(each -> each.getValue().quantity())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
