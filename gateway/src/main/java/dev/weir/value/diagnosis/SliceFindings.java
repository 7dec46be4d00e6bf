package dev.weir.value.diagnosis;

import dev.weir.value.diagnosis.UseRow.Slice;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// What is said of each prompt, team and model that both months have: how long its prompts and
/// answers are, what of them is read from a cache. Of very many, of the dearest.
final class SliceFindings {
  private static final int SLICES_MAX = 200;

  /// A figure of a slice that may have moved.
  private record Told(Cause cause, String what, Function<ModelUse, BigDecimal> figure) {}

  private static final List<Told> TOLD =
      List.of(
          new Told(
              Cause.PROMPT_LENGTH,
              "input tokens per call",
              use -> perCall(use, use.quantity(Meters::isPrompt))),
          new Told(
              Cause.OUTPUT_LENGTH,
              "output tokens per call",
              use -> perCall(use, use.quantity(Meters::isAnswer))),
          new Told(Cause.CACHE, "the cached share of the prompt", SliceFindings::cachedShare),
          new Told(
              Cause.OTHER_USE,
              "other use per call",
              use -> perCall(use, use.quantity(SliceFindings::isOther))));

  private final Slice slice;
  private final List<UseRow> before;
  private final List<UseRow> after;

  private SliceFindings(Slice slice, List<UseRow> before, List<UseRow> after) {
    this.slice = slice;
    this.before = before;
    this.after = after;
  }

  static List<Finding> of(MonthOfUse before, MonthOfUse after, Factors factors) {
    Map<Slice, List<UseRow>> was = before.slices();
    Map<Slice, List<UseRow>> is = after.slices();
    return was.keySet().stream()
        .filter(is::containsKey)
        .map(slice ->
            new SliceFindings(
                slice, was.getOrDefault(slice, List.of()), is.getOrDefault(slice, List.of())))
        .sorted(Comparator.comparing(SliceFindings::usd).reversed())
        .limit(SLICES_MAX)
        .flatMap(each -> each.findings(factors).stream())
        .toList();
  }

  private BigDecimal usd() {
    return ModelUse.of(before).usd().add(ModelUse.of(after).usd());
  }

  private List<Finding> findings(Factors factors) {
    ModelUse was = ModelUse.of(before);
    ModelUse is = ModelUse.of(after);
    if (was.calls() <= 0 || is.calls() <= 0) {
      return List.of();
    }
    Map<Cause, BigDecimal> money = factors.money(factors.of(slice.model(), was, is));
    return TOLD.stream()
        .map(told ->
            new Finding(
                told.cause(),
                "%s %s %s"
                    .formatted(
                        told.what(),
                        Words.moved(told.figure().apply(was), told.figure().apply(is)),
                        on()),
                money.getOrDefault(told.cause(), BigDecimal.ZERO),
                where(),
                false))
        .toList();
  }

  private static boolean isOther(String meter) {
    return !Meters.isPrompt(meter) && !Meters.isAnswer(meter);
  }

  private static BigDecimal cachedShare(ModelUse use) {
    BigDecimal prompt = use.quantity(Meters::isPrompt);
    return prompt.signum() == 0
        ? BigDecimal.ZERO
        : use.quantity(Meters::isCached).divide(prompt, Diagnosis.DIGITS);
  }

  private static BigDecimal perCall(ModelUse use, BigDecimal quantity) {
    return quantity.divide(BigDecimal.valueOf(use.calls()), Diagnosis.DIGITS);
  }

  /// `on prompt support/v7, before support/v6 (team billing, model gpt-4o)`
  private String on() {
    List<String> now = versions(after);
    List<String> then = versions(before);
    String prompt =
        slice.prompt().isEmpty()
            ? "on calls of no named prompt"
            : "on prompt %s%s"
                .formatted(
                    String.join(", ", now),
                    now.equals(then) ? "" : ", before " + String.join(", ", then));
    return "%s (%s, model %s)"
        .formatted(
            prompt, slice.team().isEmpty() ? "no team" : "team " + slice.team(), slice.model());
  }

  private static List<String> versions(List<UseRow> rows) {
    return rows.stream().map(UseRow::prompt).distinct().sorted().toList();
  }

  /// The later month's rows of the version that was called most.
  private List<String> where() {
    List<String> where = new ArrayList<>();
    after.stream()
        .max(Comparator.comparingLong(UseRow::calls).thenComparing(UseRow::prompt))
        .ifPresent(row -> where.addAll(row.where()));
    where.add("team=" + (slice.team().isEmpty() ? "(none)" : slice.team()));
    where.add("model=" + slice.model());
    return where;
  }
}
