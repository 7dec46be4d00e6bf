package dev.weir.value.diagnosis;

import dev.weir.value.unit.OutcomeSum;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What a use case used in a month, and what it bears besides.
///
/// @param pools what it bears of each
/// @param outcomes absent where none is known
/// @param callers of outcomes that name their call, whose it was; empty where nobody asked
public record MonthOfUse(
    YearMonth month,
    List<UseRow> rows,
    SortedMap<String, BigDecimal> pools,
    Optional<OutcomeSum> outcomes,
    List<CallerOutcomes> callers) {
  public MonthOfUse {
    rows = List.copyOf(rows);
    callers = List.copyOf(callers);
    pools = Collections.unmodifiableSortedMap(new TreeMap<>(pools));
  }

  public MonthOfUse with(List<CallerOutcomes> known) {
    return new MonthOfUse(month, rows, pools, outcomes, known);
  }

  long calls() {
    return rows.stream().mapToLong(UseRow::calls).sum();
  }

  boolean hasOutcomes() {
    return outcomes.filter(OutcomeSum::hasSuccess).isPresent();
  }

  SortedMap<String, ModelUse> models() {
    SortedMap<String, ModelUse> models = new TreeMap<>();
    rows.stream()
        .collect(Collectors.groupingBy(UseRow::model))
        .forEach((model, its) -> models.put(model, ModelUse.of(its)));
    return models;
  }

  SortedMap<UseRow.Slice, List<UseRow>> slices() {
    return rows.stream()
        .collect(Collectors.groupingBy(UseRow::slice, TreeMap::new, Collectors.toList()));
  }

  /// Pools, and what is due without a call.
  BigDecimal shared() {
    BigDecimal withoutCalls =
        models().values().stream()
            .filter(model -> model.calls() == 0)
            .map(ModelUse::usd)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return withoutCalls.add(poolsUsd());
  }

  BigDecimal poolsUsd() {
    return pools.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
