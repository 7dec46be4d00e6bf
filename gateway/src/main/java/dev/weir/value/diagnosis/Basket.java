package dev.weir.value.diagnosis;

import java.util.SortedMap;
import java.util.TreeMap;

/// What was used in a month, by model and meter.
final class Basket {
  private Basket() {}

  static SortedMap<String, MeterUse> of(MonthOfUse month) {
    SortedMap<String, MeterUse> items = new TreeMap<>();
    month
        .models()
        .forEach((model, use) ->
            use.meters()
                .forEach((meter, each) -> {
                  if (each.quantity().signum() > 0) {
                    items.put(model + " " + meter, each);
                  }
                }));
    return items;
  }
}
