package dev.weir.view.api;

import dev.weir.value.pack.Pack.ReviewedDue;
import dev.weir.value.pack.Pack.ReviewedEffect;
import dev.weir.value.pack.Pack.ReviewedOpportunity;
import dev.weir.value.pack.Pack.ReviewedSaving;
import dev.weir.value.review.MonthFigures;
import dev.weir.view.api.ShownShares.Shown;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// What a review knows of a month besides what the ledger and the books tell. Blocks.
interface ReviewFigures {

  /// Use cases' figures by month, with what is known of value, outcomes, pools and quality.
  ///
  /// @param ofLedger what the ledger tells of each; the rest unknown
  Completed complete(SortedMap<YearMonth, Map<String, MonthFigures>> ofLedger);

  /// @param shown what experiments showed, the newest last
  record Completed(SortedMap<YearMonth, Map<String, MonthFigures>> months, List<Shown> shown) {}

  /// @param shown by experiments
  Beside beside(YearMonth month, Instant now, List<Shown> shown);

  /// Where a month's figures come from.
  PackSources sources(YearMonth month, List<Shown> shown);

  /// What stands beside the figures of use cases.
  ///
  /// @param sources of figures
  /// @param outcomes of the month that succeeded, by use case, whether they have a value or not; of
  ///   shared ones its share
  /// @param opportunities ranked by money
  /// @param gaps what nothing here can tell, and why
  record Beside(
      PackSources sources,
      Map<String, BigDecimal> outcomes,
      List<ReviewedEffect> bridge,
      List<ReviewedOpportunity> opportunities,
      List<ReviewedSaving> savings,
      List<ReviewedDue> due,
      List<String> gaps) {
    public Beside {
      outcomes = Map.copyOf(outcomes);
      bridge = List.copyOf(bridge);
      opportunities = List.copyOf(opportunities);
      savings = List.copyOf(savings);
      due = List.copyOf(due);
      gaps = List.copyOf(gaps);
    }
  }
}
