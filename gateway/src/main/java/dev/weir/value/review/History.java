package dev.weir.value.review;

import dev.weir.base.stats.Moments;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The months of one use case, the oldest first, each once.
public record History(List<MonthFigures> months) {
  private static final int MONTHS_MAX = 120;

  public History {
    months = months.stream().sorted(Comparator.comparing(MonthFigures::month)).toList();
    if (months.isEmpty() || months.size() > MONTHS_MAX) {
      throw new IllegalArgumentException(
          "a history has 1 to %d months, was %d".formatted(MONTHS_MAX, months.size()));
    }
    if (months.stream().map(MonthFigures::month).distinct().count() < months.size()) {
      throw new IllegalArgumentException(
          "a history has each month once, was "
              + months.stream().map(MonthFigures::month).toList());
    }
  }

  /// As it was known at the end of a month; nothing before its first.
  Optional<History> until(YearMonth last) {
    List<MonthFigures> before =
        months.stream().filter(each -> !each.month().isAfter(last)).toList();
    return before.isEmpty() ? Optional.empty() : Optional.of(new History(before));
  }

  YearMonth last() {
    return months.getLast().month();
  }

  /// Months whose costs and outcomes are known and not 0, as numbers.
  List<Costed> costed() {
    List<Costed> all = new ArrayList<>();
    for (MonthFigures each : months) {
      Optional<BigDecimal> loaded = each.cost().loaded().known();
      Optional<BigDecimal> variable = each.cost().variable().known();
      Optional<Moments> value = each.benefit().value().known().filter(told -> told.count() > 1);
      if (loaded.isPresent() && variable.isPresent() && value.isPresent()) {
        all.add(
            new Costed(
                each.month(),
                loaded.get().doubleValue(),
                Math.min(variable.get().doubleValue(), loaded.get().doubleValue()),
                value.get()));
      }
    }
    return all;
  }

  /// Why the newest month cannot be judged by its costs and outcomes; empty where it can.
  Optional<String> lacking() {
    MonthFigures newest = months.getLast();
    return newest
        .cost()
        .loaded()
        .whyNot()
        .or(newest.cost().variable()::whyNot)
        .or(newest.benefit().value()::whyNot);
  }

  /// The newest figure of a kind that is known.
  <T> Optional<T> newest(Function<MonthFigures, Told<T>> figure) {
    return months.reversed().stream()
        .flatMap(each -> figure.apply(each).known().stream())
        .findFirst();
  }

  /// A figure of the newest months, those that are known.
  <T> List<T> recent(int count, Function<MonthFigures, Told<T>> figure) {
    return months.subList(Math.max(0, months.size() - count), months.size()).stream()
        .flatMap(each -> figure.apply(each).known().stream())
        .toList();
  }

  /// @param value dollars of each outcome told
  record Costed(YearMonth month, double loaded, double variable, Moments value) {
    double outcomes() {
      return value.count();
    }

    double fixed() {
      return loaded - variable;
    }

    double unitCost() {
      return loaded / outcomes();
    }

    double unitVariable() {
      return variable / outcomes();
    }
  }
}
