package dev.weir.view.report;

import dev.weir.base.money.Total;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A column of a report after its dimensions.
///
/// @param field for programs: the column's name in CSV and JSON
/// @param title for people
record Figure(String field, String title, Function<Measures, Value> of) {
  private static final String ATTEMPTS = "attempts";

  /// Every column of a report about cost, in order, whatever the format.
  static final List<Figure> ALL =
      List.of(
          new Figure("calls", "calls", m -> new Value.Count(m.calls())),
          new Figure(ATTEMPTS, ATTEMPTS, m -> new Value.Count(m.attempts())),
          new Figure("billed_calls", "billed", m -> new Value.Count(m.billed())),
          new Figure("refusals", "refused", m -> new Value.Count(m.refusals())),
          new Figure("input_tokens", "input", m -> new Value.Count(m.tokens().input())),
          new Figure(
              "cache_read_tokens", "cache read", m -> new Value.Count(m.tokens().cacheRead())),
          new Figure(
              "cache_write_5m_tokens", "write 5m", m -> new Value.Count(m.tokens().cacheWrite5m())),
          new Figure(
              "cache_write_1h_tokens", "write 1h", m -> new Value.Count(m.tokens().cacheWrite1h())),
          new Figure("output_tokens", "output", m -> new Value.Count(m.tokens().output())),
          new Figure("reasoning_tokens", "reasoning", m -> new Value.Count(m.tokens().reasoning())),
          new Figure("bound_tokens", "bound", m -> new Value.Count(m.tokens().bound())),
          new Figure("cost_usd", "cost USD", m -> new Value.Money(Optional.of(m.cost().toUsd()))),
          new Figure("cost_per_call_usd", "USD/call", m -> new Value.Money(m.costPerCall())),
          new Figure("ttft_p50_ms", "TTFT p50 ms", m -> new Value.Measured(m.ttftP50Millis())),
          new Figure("ttft_p95_ms", "TTFT p95 ms", m -> new Value.Measured(m.ttftP95Millis())),
          new Figure(
              "unattributed_share", "unattributed", m -> new Value.Fraction(m.unattributed())),
          new Figure("estimated_share", "estimated", m -> new Value.Fraction(m.estimated())),
          new Figure("cost_counted_usd", "counted USD", m -> usd(m.dollars().counted())),
          new Figure("safety_cost_usd", "safety USD", m -> usd(m.dollars().safety())),
          new Figure("retry_cost_usd", "retry USD", m -> usd(m.dollars().retry())),
          new Figure("reconciled_usd", "reconciled USD", m -> usd(m.dollars().reconciled())),
          new Figure("invoiced_usd", "invoiced USD", m -> usd(m.dollars().invoiced())),
          new Figure(
              "partly_unpriced", "partly unpriced", m -> new Value.Count(m.partlyUnpriced())));

  /// Those of them that are sums, or made of sums.
  static final Set<String> ADDING_UP =
      ALL.stream()
          .filter(figure -> !figure.isQuantile())
          .map(Figure::field)
          .collect(Collectors.toUnmodifiableSet());

  /// The same of a report about speed.
  static final List<Figure> SPEED = speed();

  private static List<Figure> speed() {
    List<Figure> all = new ArrayList<>();
    all.add(new Figure(ATTEMPTS, ATTEMPTS, m -> new Value.Count(m.speeds().attempts())));
    all.add(new Figure("streams", "streams", m -> new Value.Count(m.speeds().streams())));
    spread(all, "ttft", "TTFT", Speeds::firstToken);
    spread(all, "first_completion", "TTFC", Speeds::firstCompletion);
    spread(all, "frame_gap", "frame gap", Speeds::frameGap);
    pace(all, "output_tokens_per_second", "output/s", Speeds::outputPerSecond);
    pace(all, "completion_tokens_per_second", "completion/s", Speeds::completionPerSecond);
    spread(all, "queue", "queue", Speeds::queue);
    spread(all, "admit", "admit", Speeds::admit);
    spread(all, "connect", "connect", Speeds::connect);
    spread(all, "total", "total", Speeds::total);
    return List.copyOf(all);
  }

  private static void spread(
      List<Figure> all, String field, String title, Function<Speeds, Speeds.Spread> of) {
    all.add(
        new Figure(
            field + "_p50_ms",
            title + " p50 ms",
            m -> new Value.Measured(of.apply(m.speeds()).p50())));
    all.add(
        new Figure(
            field + "_p95_ms",
            title + " p95 ms",
            m -> new Value.Measured(of.apply(m.speeds()).p95())));
  }

  private static void pace(
      List<Figure> all, String field, String title, Function<Speeds, Speeds.Pace> of) {
    all.add(
        new Figure(
            field + "_p50", title + " p50", m -> new Value.Measured(of.apply(m.speeds()).p50())));
    all.add(
        new Figure(
            field + "_p5", title + " p5", m -> new Value.Measured(of.apply(m.speeds()).p5())));
  }

  /// What a report is about is shown even when there is none of it.
  boolean isAlwaysShown() {
    return field.equals("calls") || field.equals("cost_usd");
  }

  /// Whether it is made of single calls: quantiles do not add up.
  boolean isQuantile() {
    return of(Measures.NONE) instanceof Value.Measured;
  }

  boolean isMoney() {
    return of(Measures.NONE) instanceof Value.Money;
  }

  /// This amount in the report's currency; absent where that has none.
  Figure in(String currency) {
    return new Figure(
        field.replace("usd", currency.toLowerCase(Locale.ROOT)),
        title.replace("USD", currency),
        m -> m.inCurrency().map(of).orElse(new Value.Money(Optional.empty())));
  }

  Value of(Measures measures) {
    return of.apply(measures);
  }

  private static Value usd(Total amount) {
    return new Value.Money(Optional.of(amount.toUsd()));
  }

  /// One cell.
  sealed interface Value {
    /// Everything that is known of it; empty for an absent value.
    String exact();

    /// As a person reads it.
    String shown();

    /// Whether a column of such cells says nothing.
    boolean isNothing();

    /// Whether it is written as a number in JSON; money is text, as a double would round it.
    default boolean isNumber() {
      return false;
    }

    /// Shown for an absent value.
    String ABSENT = "–";

    record Count(long count) implements Value {
      @Override
      public String exact() {
        return Long.toString(count);
      }

      @Override
      public String shown() {
        return String.format(Locale.ROOT, "%,d", count);
      }

      @Override
      public boolean isNothing() {
        return count == 0;
      }

      @Override
      public boolean isNumber() {
        return true;
      }
    }

    record Money(Optional<BigDecimal> amount) implements Value {
      static final int SHOWN_DECIMALS = 6;

      @Override
      public String exact() {
        return amount.map(BigDecimal::toPlainString).orElse("");
      }

      @Override
      public String shown() {
        return amount
            .map(a -> a.setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN).toPlainString())
            .orElse(ABSENT);
      }

      @Override
      public boolean isNothing() {
        return amount.map(a -> a.signum() == 0).orElse(true);
      }
    }

    record Fraction(Optional<Part> part) implements Value {
      @Override
      public String exact() {
        return part.map(p -> p.fraction().toPlainString()).orElse("");
      }

      @Override
      public String shown() {
        return part.map(Part::percent).orElse(ABSENT);
      }

      @Override
      public boolean isNothing() {
        return part.map(p -> p.fraction().signum() == 0).orElse(true);
      }

      @Override
      public boolean isNumber() {
        return part.isPresent();
      }
    }

    /// Milliseconds, or tokens a second.
    record Measured(OptionalDouble amount) implements Value {
      @Override
      public String exact() {
        return amount.isPresent() ? String.format(Locale.ROOT, "%.3f", amount.getAsDouble()) : "";
      }

      @Override
      public String shown() {
        return amount.isPresent()
            ? String.format(Locale.ROOT, "%,.1f", amount.getAsDouble())
            : ABSENT;
      }

      @Override
      public boolean isNothing() {
        return amount.isEmpty();
      }

      @Override
      public boolean isNumber() {
        return amount.isPresent();
      }
    }
  }
}
