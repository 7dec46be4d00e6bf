package dev.weir.flow.provider;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a vendor knows only Weir's account by, as configured.
///
/// @param auth how it is told who asks
/// @param ids its names of models, by the names that calls and the price book have for them; a
///   model that is not there has one name
/// @param places values for the placeholders of the family's paths, by name
public record Account(Auth auth, Map<String, String> ids, Map<String, String> places) {
  public Account {
    ids = Map.copyOf(ids);
    places = Map.copyOf(places);
    places.forEach((name, value) -> {
      if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw new IllegalArgumentException(
            "place.%s must be letters, digits, '.', '_' and '-', was '%s'".formatted(name, value));
      }
    });
    ids.forEach((model, id) -> {
      if (id.isBlank() || id.length() > 256) {
        throw new IllegalArgumentException(
            "ids.%s must have 1 to 256 characters, was '%s'".formatted(model, id));
      }
    });
  }

  /// An account without anything of its own.
  static Account usual(Family family) {
    return new Account(family.auths().getFirst(), Map.of(), Map.of());
  }

  /// An account at a vendor of this family.
  ///
  /// @param auth the [word][Auth#word] of one of the family's ways; empty = its first
  /// @throws IllegalArgumentException naming what is missing or not known
  public static Account at(
      Family family, String auth, Map<String, String> ids, Map<String, String> places) {
    Account account = new Account(family.auth(auth), ids, places);
    account.requirePlaces(family);
    return account;
  }

  private void requirePlaces(Family family) {
    Set<String> needed = new TreeSet<>(family.places());
    if (auth instanceof Auth.SigV4) {
      needed.add(Auth.SigV4.REGION);
    }
    if (!places.keySet().equals(needed)) {
      throw new IllegalArgumentException(
          "place must have %s for the family %s and auth %s, and nothing else, had %s"
              .formatted(needed, family.name(), auth.word(), new TreeSet<>(places.keySet())));
    }
  }

  String id(String model) {
    return ids.getOrDefault(model, model);
  }
}
