package dev.weir.value.diagnosis;

import dev.weir.value.unit.OutcomeSum;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Months of use as tests write them: `meter quantity usd` in turn.
final class Months {
  static final YearMonth BEFORE = YearMonth.of(2026, 9);
  static final YearMonth AFTER = YearMonth.of(2026, 10);

  private Months() {}

  static UseRow row(String model, String prompt, String team, long calls, String... meters) {
    SortedMap<String, MeterUse> uses = new TreeMap<>();
    BigDecimal usd = BigDecimal.ZERO;
    for (int i = 0; i < meters.length; i += 3) {
      MeterUse use = new MeterUse(new BigDecimal(meters[i + 1]), new BigDecimal(meters[i + 2]));
      uses.put(meters[i], use);
      usd = usd.add(use.usd());
    }
    List<String> where = prompt.isEmpty() ? List.of() : List.of("tag:prompt=" + prompt);
    return new UseRow(model, prompt, team, where, calls, uses, usd);
  }

  static MonthOfUse month(
      YearMonth month, Map<String, String> pools, Optional<OutcomeSum> outcomes, UseRow... rows) {
    SortedMap<String, BigDecimal> amounts = new TreeMap<>();
    pools.forEach((pool, usd) -> amounts.put(pool, new BigDecimal(usd)));
    return new MonthOfUse(month, new ArrayList<>(List.of(rows)), amounts, outcomes, List.of());
  }
}
