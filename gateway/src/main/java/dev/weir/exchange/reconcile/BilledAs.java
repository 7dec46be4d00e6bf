package dev.weir.exchange.reconcile;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What bills and provider usage call things that the ledger has other names for.
///
/// @param names of the provider, in small letters; none = its own
/// @param keys the provider's ids of the gateway's keys, each with the ledger's name of it; none =
///   not known
/// @param models each with the ledger's name of it
public record BilledAs(Set<String> names, Map<String, String> keys, Map<String, String> models) {
  public static final BilledAs ITSELF = new BilledAs(Set.of(), Map.of(), Map.of());

  public BilledAs {
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    keys = Map.copyOf(keys);
    models = Map.copyOf(models);
  }

  /// What is said here, and where nothing is said, what another says.
  public BilledAs or(BilledAs other) {
    return new BilledAs(
        names.isEmpty() ? other.names : names,
        keys.isEmpty() ? other.keys : keys,
        models.isEmpty() ? other.models : models);
  }
}
