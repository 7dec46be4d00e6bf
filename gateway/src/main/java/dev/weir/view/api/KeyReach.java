package dev.weir.view.api;

import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.identity.VirtualKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What calls of a key may be for: by what it fixes, by what its callers may set, and by what
/// follows from either, today or on another day.
///
/// @param production whether any may be for production
/// @param useCase the one that all are for; nothing where callers name it, or nobody does
/// @param open whether callers name the use case
record KeyReach(boolean production, Optional<String> useCase, boolean open) {
  private static final Set<String> PRODUCTION = Set.of("production", "prod");

  static KeyReach of(VirtualKey key, TagRegistry tags) {
    Map<String, String> fixed = tags.following(key.fixed().toMap());
    Optional<String> useCase = Optional.ofNullable(fixed.get(TagNames.USE_CASE));
    Optional<String> environment = Optional.ofNullable(fixed.get(TagNames.ENVIRONMENT));
    return new KeyReach(
        environment
            .map(PRODUCTION::contains)
            .orElseGet(() -> maySet(key, tags, TagNames.ENVIRONMENT, PRODUCTION::contains)),
        useCase,
        useCase.isEmpty() && maySet(key, tags, TagNames.USE_CASE, _ -> true));
  }

  /// Whether a caller may set a tag, or one that it follows from.
  private static boolean maySet(
      VirtualKey key, TagRegistry tags, String name, Predicate<String> value) {
    return key.lets(name)
        || settable(key).stream()
            .anyMatch(tag ->
                tags.declared(tag).stream()
                    .map(each -> tags.following(Map.of(tag, each)))
                    .anyMatch(all -> all.containsKey(name) && value.test(all.get(name))));
  }

  private static Set<String> settable(VirtualKey key) {
    Set<String> settable = new TreeSet<>(key.settable());
    if (key.lets(TagNames.USER)) {
      settable.add(TagNames.USER);
    }
    return settable;
  }

  /// Whether it reaches what another one does not.
  boolean isMoreThan(KeyReach other) {
    return (production && !other.production)
        || (open && !other.open)
        || (useCase.isPresent() && !useCase.equals(other.useCase));
  }
}
