package dev.weir.flow.policy;

import dev.weir.base.money.Total;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.price.Content;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Limit;
import dev.weir.flow.rule.Measure;
import dev.weir.flow.rule.OutputFloors;
import dev.weir.flow.rule.Raise;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.rule.Share;
import dev.weir.flow.window.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A rule book, balances and calls for judge tests. At model `big` an input token costs one
/// picodollar and an output token ten; at `small`, a tenth of nothing less than one each.
public final class Scene {
  public static final Instant NOW = Instant.parse("2026-03-15T10:00:00.5Z");
  public static final Window MONTH = Window.parse("month UTC");

  final MemoryStandings standings = new MemoryStandings();
  final List<Budget> budgets = new ArrayList<>();
  final List<Limit> limits = new ArrayList<>();
  final List<Raise> raises = new ArrayList<>();
  OutputFloors floors = OutputFloors.USUAL;
  RuleBook.Unpriced unpriced = RuleBook.Unpriced.REFUSE;
  Instant now = NOW;
  private Optional<RuleBook> fixed = Optional.empty();

  Scene with(Budget... added) {
    budgets.addAll(List.of(added));
    return this;
  }

  Scene with(Limit... added) {
    limits.addAll(List.of(added));
    return this;
  }

  Scene spent(Rule rule, long amount) {
    standings.spend(rule, "", now, amount);
    return this;
  }

  Scene held(Rule rule, long amount) {
    standings.occupy(rule, "", now, amount);
    return this;
  }

  RuleBook book() {
    return fixed.orElseGet(() -> RuleBook.of(budgets, limits, raises, floors, unpriced));
  }

  /// Keeps the book as it is now, so that long runs do not make it anew for every call.
  Scene fix() {
    fixed = Optional.of(book());
    return this;
  }

  Verdict judge(Call call) {
    RuleBook book = book();
    Offer planned = call.offer("big", book, now);
    return Judge.judge(
        now,
        book,
        new Question(
            Optional.empty(),
            call.tags().getOrDefault("use_case", ""),
            planned,
            RuleBook.substitutes(planned.matches()).stream()
                .map(model -> call.offer(model, book, now))
                .toList(),
            Map.of(),
            call.uncuttable()),
        standings);
  }

  /// The stop is exactly the limit, so that figures in tests are plain.
  public static Budget budget(String id, long picos) {
    return Budget.of(id, Scope.EVERY_CALL, MONTH, Total.of(picos))
        .with(Budget.Terms.USUAL.withStop(new Share(1000)));
  }

  public static Limit limit(String id, Measure measure, String window, long max) {
    return Limit.of(id, Scope.EVERY_CALL, measure, Window.parse(window), max);
  }

  /// A call as the caller made it.
  record Call(
      Map<String, String> tags,
      long input,
      long output,
      int choices,
      boolean priced,
      Optional<String> boundless,
      Optional<String> uncuttable) {

    static Call of(long input, long output) {
      return new Call(Map.of(), input, output, 1, true, Optional.empty(), Optional.empty());
    }

    Call choices(int count) {
      return new Call(tags, input, output, count, priced, boundless, uncuttable);
    }

    Call tagged(Map<String, String> values) {
      return new Call(values, input, output, choices, priced, boundless, uncuttable);
    }

    Call unpriced() {
      return new Call(tags, input, output, choices, false, boundless, uncuttable);
    }

    Call boundless(String reason) {
      return new Call(tags, input, output, choices, priced, Optional.of(reason), uncuttable);
    }

    Call uncuttable(String reason) {
      return new Call(tags, input, output, choices, priced, boundless, Optional.of(reason));
    }

    Offer offer(String model, RuleBook book, Instant at) {
      Tariff flat = model.equals("small") ? FlatTariff.SMALL : FlatTariff.LARGE;
      Optional<Tariff> tariff = priced ? Optional.of(flat) : Optional.empty();
      Estimate estimate =
          new Estimate(model, tariff, input, output, choices, "", Content.ANYTHING, boundless);
      return new Offer(model, estimate, book.matching(Tags.of(tags).with("model", model), at));
    }
  }
}
