package dev.weir.flow.rule;

import dev.weir.base.money.Total;
import java.time.Instant;
import java.util.Comparator;

/// Breaking the glass: a budget's limit is higher for a while, and it is written down who wanted
/// that and why.
///
/// @param budget id of the budget
/// @param value the value of the budget's `per` tag it is for; empty = every value
/// @param extra on top of the limit; worth what it is in the window of the budget
/// @param until first instant at which the limit is as before
public record Raise(
    String budget,
    String value,
    Amount extra,
    String who,
    String why,
    Instant from,
    Instant until) {
  static final Comparator<Raise> ORDER =
      Comparator.comparing(Raise::budget)
          .thenComparing(Raise::value)
          .thenComparing(Raise::from)
          .thenComparing(Raise::until)
          .thenComparing(raise -> raise.extra().quantity())
          .thenComparing(raise -> raise.extra().currency())
          .thenComparing(Raise::who)
          .thenComparing(Raise::why);

  public Raise {
    if (extra.quantity().compareTo(Total.ZERO) <= 0) {
      throw new IllegalArgumentException(
          "raise of %s: the extra amount is positive, was %s".formatted(budget, extra));
    }
    if (who.isBlank() || why.isBlank()) {
      throw new IllegalArgumentException("raise of %s: says who and why".formatted(budget));
    }
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException(
          "raise of %s: begins before it ends, was %s until %s".formatted(budget, from, until));
    }
  }

  /// Reads one raise from its JSON object, as it stands in a rule book.
  ///
  /// @throws IllegalArgumentException naming the field and the value seen; an unknown field is an
  ///   error
  public static Raise parse(String json) {
    return RuleReader.raise(RuleReader.tree(json));
  }

  /// Canonical JSON, read by [#parse].
  public String json() {
    return RuleWriter.raise(this).toString();
  }

  boolean appliesTo(String perValue, Instant at) {
    return (value.isEmpty() || value.equals(perValue)) && !at.isBefore(from) && at.isBefore(until);
  }
}
