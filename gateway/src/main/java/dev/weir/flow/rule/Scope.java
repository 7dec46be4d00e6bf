package dev.weir.flow.rule;

import dev.weir.flow.identity.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which calls a rule applies to.
///
/// @param where all of these must hold; none = every call
/// @param per count for each value of this tag apart, new values included; a call without the tag
///   does not match
public record Scope(List<Condition> where, Optional<String> per) {
  private static final Comparator<Condition> ORDER =
      Comparator.comparing(Condition::tag).thenComparing(Condition::toString);

  public static final Scope EVERY_CALL = new Scope(List.of(), Optional.empty());

  public Scope {
    where = where.stream().distinct().sorted(ORDER).toList();
    if (per.isPresent() && per.get().isEmpty()) {
      throw new IllegalArgumentException("'per' names a tag, was empty");
    }
  }

  public static Scope where(Condition... conditions) {
    return new Scope(List.of(conditions), Optional.empty());
  }

  public Scope per(String tag) {
    return new Scope(where, Optional.of(tag));
  }

  /// Whether some call with these tags can match, whatever it says for the `open` ones.
  boolean mayMatch(Tags tags, Set<String> open) {
    for (Condition condition : where) {
      if (!open.contains(condition.tag()) && !condition.matches(tags)) {
        return false;
      }
    }
    return per.isEmpty() || open.contains(per.get()) || !tags.valueOrEmpty(per.get()).isEmpty();
  }

  boolean matches(Tags tags) {
    for (int i = 0; i < where.size(); i++) {
      if (!where.get(i).matches(tags)) {
        return false;
      }
    }
    return per.isEmpty() || !tags.valueOrEmpty(per.get()).isEmpty();
  }

  /// The value the call is counted for; empty without `per`.
  String valueOf(Tags tags) {
    return per.isEmpty() ? "" : tags.valueOrEmpty(per.get());
  }
}
