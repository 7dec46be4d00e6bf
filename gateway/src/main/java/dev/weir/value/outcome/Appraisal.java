package dev.weir.value.outcome;

import dev.weir.value.evidence.Evidence;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// By what outcomes are checked and valued: the definitions in force, and every version of each
/// rate card, the latest last.
///
/// @param definitions by use case
/// @param margins of use cases whose value is more revenue: the share of it that counts, with the
///   version of the use case that says so
public record Appraisal(
    Map<String, Dated<OutcomeDefinition>> definitions,
    Map<String, List<Dated<RateCard>>> rateCards,
    Map<String, Dated<BigDecimal>> margins,
    Instant now) {
  /// Beside versions of rate cards, the version of the use case whose margin was counted: no rate
  /// card has such a name.
  public static final String MARGIN = "value.margin_share";

  /// Clocks of others may be this far ahead.
  private static final Duration AHEAD_MAX = Duration.ofMinutes(5);

  private static final int USD_DECIMALS = 12;
  private static final BigDecimal USD_MAX = new BigDecimal("1000000000000");

  /// Something and the version it has.
  public record Dated<T>(int version, T what) {}

  /// An outcome with what it is worth.
  ///
  /// @param value as it was stated or found; nothing = nobody has said what it is worth
  /// @param definition version it was judged by
  /// @param rates versions of the rate cards it was valued or graded by, and of its [#MARGIN]
  public record Appraised(
      ToldOutcome told,
      boolean success,
      Optional<Value> value,
      int definition,
      SortedMap<String, Integer> rates) {
    public Appraised {
      rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
    }
  }

  /// @param usd to twelve decimals, half up
  public record Value(BigDecimal usd, Evidence evidence) {
    public Value {
      usd = Decimals.plain(usd);
    }
  }

  public Appraisal {
    definitions = Map.copyOf(definitions);
    rateCards = Map.copyOf(rateCards);
    margins = Map.copyOf(margins);
  }

  /// Checks an outcome and finds its value. What is wrong is an [IllegalArgumentException] that
  /// names the field, the rule and the value.
  ///
  /// @param correcting whether it takes the place of one told before, which may be of any age
  public Appraised of(ToldOutcome told, boolean correcting) {
    Dated<OutcomeDefinition> definition = definition("use_case", told.useCase());
    told.shares().keySet().forEach(useCase -> definition("shares." + useCase, useCase));
    requireTime(told.occurredAt(), definition.what(), correcting);
    told.kpis().forEach((name, value) -> kpi(definition.what(), name).require(value));
    boolean success = success(told, definition.what());
    SortedMap<String, Integer> rates = new TreeMap<>();
    Optional<Value> value = value(told, definition.what(), success, rates);
    if (success) {
      value = value.map(revenue -> margin(revenue, told.useCase(), rates));
    }
    return new Appraised(told, success, value, definition.version(), rates);
  }

  private Dated<OutcomeDefinition> definition(String field, String useCase) {
    return Optional.ofNullable(definitions.get(useCase))
        .orElseThrow(() -> Decimals.wrong(field, "a use case whose outcome is defined", useCase));
  }

  private void requireTime(Instant occurredAt, OutcomeDefinition definition, boolean correcting) {
    if (occurredAt.isAfter(now.plus(AHEAD_MAX))) {
      throw Decimals.wrong(
          "occurred_at", "not in the future, it is %s now".formatted(now), occurredAt.toString());
    }
    Instant earliest = now.minus(Duration.ofDays(definition.windowDays()));
    if (!correcting && occurredAt.isBefore(earliest)) {
      throw Decimals.wrong(
          "occurred_at",
          "within the window of outcome '%s', window_days %d, so not before %s"
              .formatted(definition.useCase(), definition.windowDays(), earliest),
          occurredAt.toString());
    }
  }

  /// Checks that a correction leaves an outcome in its time, or moves it to one it could have been
  /// told for when it was told first: later, that is a month somebody has seen and decided by. What
  /// is not is an [IllegalArgumentException].
  ///
  /// @param was when it occurred, by what the correction takes the place of
  /// @param firstTold when the outcome was told first
  public void requireMove(ToldOutcome corrected, Instant was, Instant firstTold) {
    OutcomeDefinition definition = definition("use_case", corrected.useCase()).what();
    Instant to = corrected.occurredAt();
    Instant earliest = firstTold.minus(Duration.ofDays(definition.windowDays()));
    Instant latest = firstTold.plus(AHEAD_MAX);
    if (!to.equals(was) && (to.isBefore(earliest) || to.isAfter(latest))) {
      throw Decimals.wrong(
          "occurred_at",
          "moved by a correction within the window of the first telling, %s to %s, or by an admin; it is %s"
              .formatted(earliest, latest, was),
          to.toString());
    }
  }

  private static Kpi kpi(OutcomeDefinition definition, String name) {
    return definition
        .kpi(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "field 'kpis' has KPIs of outcome '%s', which are %s, was '%s'"
                    .formatted(
                        definition.useCase(),
                        definition.kpis().stream().map(Kpi::name).toList(),
                        name)));
  }

  private static boolean success(ToldOutcome told, OutcomeDefinition definition) {
    Optional<Boolean> ruled =
        definition
            .success()
            .map(rule ->
                Decimals.naming(
                    "the success rule '%s'".formatted(rule.text()),
                    () -> rule.value(name -> figure(told, name)).signum() != 0));
    if (ruled.isPresent() && told.success().isPresent() && !ruled.equals(told.success())) {
      throw Decimals.wrong(
          "success",
          "what the success rule '%s' says, %s"
              .formatted(definition.success().orElseThrow().text(), ruled.get()),
          told.success().get().toString());
    }
    return ruled.or(told::success).orElse(true);
  }

  private Optional<Value> value(
      ToldOutcome told, OutcomeDefinition definition, boolean success, Map<String, Integer> rates) {
    Optional<Worth> worth = definition.worth();
    if (told.valueUsd().isPresent()) {
      requireNoGain(told.valueUsd().get(), success);
      Evidence evidence = definition.statedEvidence();
      for (String name : definition.rateCards()) {
        Optional<Dated<RateCard>> card = covering(name, told.occurredAt());
        card.ifPresent(it -> rates.put(name, it.version()));
        evidence = evidence.weaker(card.map(it -> it.what().evidence()).orElse(evidence));
      }
      return Optional.of(new Value(told.valueUsd().get(), evidence));
    }
    if (worth.isEmpty()) {
      return Optional.empty();
    }
    Evidence evidence = worth.get().evidence();
    for (String name : definition.rateCards()) {
      Dated<RateCard> card = card(name, told.occurredAt());
      rates.put(name, card.version());
      evidence = evidence.weaker(card.what().evidence());
    }
    BigDecimal usd = success ? found(worth.get().formula(), told) : BigDecimal.ZERO;
    return Optional.of(new Value(usd, evidence));
  }

  /// Of more revenue what is left of it; any other value as it is.
  private Value margin(Value value, String useCase, Map<String, Integer> rates) {
    return Optional.ofNullable(margins.get(useCase))
        .map(margin -> {
          rates.put(MARGIN, margin.version());
          return new Value(
              value.usd().multiply(margin.what()).setScale(USD_DECIMALS, RoundingMode.HALF_UP),
              value.evidence());
        })
        .orElse(value);
  }

  /// What failed may have cost something; it brought nothing that a value per success could count.
  private static void requireNoGain(BigDecimal usd, boolean success) {
    if (!success && usd.signum() > 0) {
      throw Decimals.wrong(
          "value_usd", "at most 0 where the outcome failed", Decimals.plain(usd).toPlainString());
    }
  }

  private BigDecimal found(Expression formula, ToldOutcome told) {
    return Decimals.naming(
        "the value '%s'".formatted(formula.text()),
        () -> {
          BigDecimal usd =
              formula
                  .value(name -> figure(told, name).or(() -> rate(name, told.occurredAt())))
                  .setScale(USD_DECIMALS, RoundingMode.HALF_UP);
          if (usd.abs().compareTo(USD_MAX) >= 0) {
            throw Decimals.wrong("value", "below 10^12 dollars", usd.toPlainString());
          }
          return Decimals.plain(usd);
        });
  }

  private static Optional<BigDecimal> figure(ToldOutcome told, String name) {
    return switch (name) {
      case Names.QUANTITY -> Optional.of(told.quantity());
      case Names.QUALITY -> told.quality();
      case Names.TIME_TAKEN -> told.timeTakenSeconds();
      default -> Optional.ofNullable(told.kpis().get(name));
    };
  }

  private Optional<BigDecimal> rate(String name, Instant at) {
    return OutcomeDefinition.rateCard(name)
        .map(card -> card(card, at).what())
        .map(card -> name.startsWith(Names.RATE) ? card.usdPerHour() : card.redeployed());
  }

  private Dated<RateCard> card(String name, Instant at) {
    return covering(name, at)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no rate card '%s' from a day on that is not after %s"
                    .formatted(name, at)));
  }

  /// The latest version whose first day is not behind an instant.
  private Optional<Dated<RateCard>> covering(String name, Instant at) {
    return rateCards.getOrDefault(name, List.of()).stream()
        .filter(card -> card.what().covers(at))
        .reduce((_, later) -> later);
  }
}
