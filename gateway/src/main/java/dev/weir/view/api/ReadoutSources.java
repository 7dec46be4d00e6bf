package dev.weir.view.api;

import dev.weir.value.evidence.Evidence;
import dev.weir.value.hypothesis.Hypothesis;
import dev.weir.value.pack.ReviewedSource;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/// Where the figures of a readout come from, by their fields: units of what was exposed to arms,
/// the metric of outcomes or of calls, money of both and of a month's calls. Pure.
final class ReadoutSources {
  /// Windows before the start that observed designs compare.
  private static final int EARLIER = 2;

  private ReadoutSources() {}

  /// @param hypothesis started
  static Map<String, ReviewedSource> of(Hypothesis hypothesis) {
    Evidence grade = hypothesis.design().evidence();
    String calls = calls(hypothesis);
    String told =
        hypothesis.claim().metric().needsOutcomes()
            ? "/api/v1/outcomes/sums?use_case=%s&by=day&%s"
                .formatted(PathTemplate.encoded(hypothesis.useCase()), days(hypothesis))
            : calls;
    Map<String, ReviewedSource> all = new TreeMap<>();
    all.putAll(
        new ReviewedSource("ledger", grade == Evidence.RCT ? exposures(hypothesis) : calls)
            .of("exposed", "counted"));
    all.putAll(new ReviewedSource(grade.code(), told).of("metric", "difference", "per_outcome"));
    all.putAll(new ReviewedSource(grade.code(), calls).of("per_month", "claimable_usd_per_month"));
    return all;
  }

  private static String exposures(Hypothesis hypothesis) {
    return "/api/v1/experiments/%s/exposures".formatted(PathTemplate.encoded(hypothesis.name()));
  }

  private static String calls(Hypothesis hypothesis) {
    return "/api/v1/report?by=day&filter=%s&%s"
        .formatted(PathTemplate.encoded("use_case=" + hypothesis.useCase()), days(hypothesis));
  }

  /// From the first day that is looked at to the end of the last one.
  private static String days(Hypothesis hypothesis) {
    Instant start = hypothesis.startedAt().orElseThrow();
    Duration before =
        hypothesis.design().evidence() == Evidence.RCT
            ? Duration.ZERO
            : hypothesis.window().multipliedBy(EARLIER);
    LocalDate last = hypothesis.stoppedAt().map(ReadoutSources::day).orElse(hypothesis.until());
    return "from=%s&to=%s".formatted(day(start.minus(before)), last.plusDays(1));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
