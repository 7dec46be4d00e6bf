package dev.weir.flow.rule;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Money that matching calls may cost in a window.
///
/// @param name for people
/// @param owner who is told when a threshold is passed; an address or a team, may be empty
/// @param limit raises add to it
public record Budget(
    String id,
    String name,
    String owner,
    Scope scope,
    Window window,
    Amount limit,
    Terms terms,
    Mode mode,
    Period period)
    implements Rule {

  public Budget {
    RuleId.require("budget", id);
    if (limit.quantity().isNegative()) {
      throw new IllegalArgumentException(
          "budget %s: limit is never negative, was %s".formatted(id, limit));
    }
    for (Share alert : terms.alerts()) {
      requireBeforeStop(id, "alert_at (0.7 if not said)", alert, terms.stop());
    }
    for (Rung rung : terms.ladder()) {
      requireBeforeStop(id, "a rung of the ladder", rung.at(), terms.stop());
    }
  }

  /// Beyond the stop nothing is settled or reserved: what waits for it never happens.
  private static void requireBeforeStop(String id, String what, Share at, Share stop) {
    if (at.compareTo(stop) > 0) {
      throw new IllegalArgumentException(
          "budget %s: %s is at most stop_at, which is %s of the limit, was %s"
              .formatted(id, what, stop, at));
    }
  }

  /// An enforced budget in picodollars with the usual terms, always in effect.
  public static Budget of(String id, Scope scope, Window window, Total limit) {
    return new Budget(
        id, id, "", scope, window, Amount.usd(limit), Terms.USUAL, Mode.ENFORCE, Period.ALWAYS);
  }

  /// Reads one budget from its JSON object, as it stands in a rule book.
  ///
  /// @throws IllegalArgumentException naming the field and the value seen; an unknown field is an
  ///   error
  public static Budget parse(String json) {
    return RuleReader.budget(RuleReader.tree(json));
  }

  /// Canonical JSON, read by [#parse].
  public String json() {
    return RuleWriter.budget(this).toString();
  }

  /// By which field, its limit apart, this may let pass what another one stops; nothing if none.
  ///
  /// @param before the one in force
  public Optional<String> loosens(Budget before) {
    if (!scope.equals(before.scope)) {
      return Optional.of("fields 'where' and 'per' stay as they are, were others");
    }
    if (!window.equals(before.window)) {
      return Optional.of(
          "field 'window' stays '%s', was '%s'".formatted(before.window.text(), window.text()));
    }
    if (before.enforced() && !enforced()) {
      return Optional.of("field 'mode' stays enforce, was shadow");
    }
    if (!period.equals(before.period) && !period.equals(Period.ALWAYS)) {
      return Optional.of("fields 'from' and 'until' stay as they are, were " + period.text());
    }
    return terms.stop().compareTo(before.terms.stop()) > 0
        ? Optional.of(
            "field 'stop_at' is at most %s, was %s".formatted(before.terms.stop(), terms.stop()))
        : Optional.empty();
  }

  public Budget with(Terms changed) {
    return new Budget(id, name, owner, scope, window, limit, changed, mode, period);
  }

  public Budget with(Mode changed) {
    return new Budget(id, name, owner, scope, window, limit, terms, changed, period);
  }

  public Budget with(Period changed) {
    return new Budget(id, name, owner, scope, window, limit, terms, mode, changed);
  }

  @Override
  public Measure measure() {
    return Measure.MONEY;
  }

  /// What happens on the way to the limit and beyond it. Shares are of the limit.
  ///
  /// @param alerts settled shares at which the owner is told, ascending
  /// @param stop settled + reserved never passes it
  /// @param ladder what is done to calls before the stop
  /// @param allowance reserved for a call whose cost has no provable bound; empty = such a call is
  ///   refused
  public record Terms(
      List<Share> alerts, Share stop, List<Rung> ladder, Optional<Amount> allowance) {
    /// Alert at 70 %, stop at 110 %, no ladder, no allowance.
    public static final Terms USUAL =
        new Terms(List.of(new Share(700)), new Share(1100), List.of(), Optional.empty());

    public Terms {
      alerts = alerts.stream().distinct().sorted().toList();
      ladder = ladder.stream().distinct().sorted(Rung.ORDER).toList();
      if (allowance.isPresent() && allowance.get().quantity().isNegative()) {
        throw new IllegalArgumentException(
            "allowance is never negative, was %s".formatted(allowance.get()));
      }
      allowance.filter(Amount::isInDollars).ifPresent(dollars -> Money.usd(dollars.decimal()));
    }

    public Terms withStop(Share changed) {
      return new Terms(alerts, changed, ladder, allowance);
    }

    public Terms withLadder(Rung... changed) {
      return new Terms(alerts, stop, List.of(changed), allowance);
    }

    public Terms withAllowance(Money changed) {
      return new Terms(alerts, stop, ladder, Optional.of(Amount.usd(changed)));
    }
  }

  /// A step of the ladder: done to every matching call once settled + reserved has reached a share
  /// of the limit.
  public sealed interface Rung {
    Comparator<Rung> ORDER = Comparator.comparing(Rung::at).thenComparing(Rung::toString);

    Share at();

    /// Shorter answers: at most `maxTokens` for each choice, never below the use case's floor,
    /// never for a call whose answer must not be cut.
    record Shorten(Share at, long maxTokens) implements Rung {
      public Shorten {
        if (maxTokens < 1) {
          throw new IllegalArgumentException("shorten: max_tokens is at least 1, was " + maxTokens);
        }
      }
    }

    /// A named model instead, if it really costs less.
    record Substitute(Share at, String model) implements Rung {
      public Substitute {
        if (model.isEmpty()) {
          throw new IllegalArgumentException("substitute: names no model");
        }
      }
    }
  }
}
