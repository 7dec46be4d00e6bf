package dev.weir.exchange.reconcile;

import dev.weir.exchange.bill.BillLine;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What bills and provider usage call things that the ledger has other names for.
///
/// @param names of the provider, in small letters; none = its own
/// @param accounts those that are its, or their projects, where several share one bill; none = all
/// @param keys the provider's ids of the gateway's keys, each with the ledger's name of it; none =
///   not known
/// @param models each with the ledger's name of it
public record BilledAs(
    Set<String> names, Set<String> accounts, Map<String, String> keys, Map<String, String> models) {
  public static final BilledAs ITSELF = new BilledAs(Set.of(), Set.of(), Map.of(), Map.of());

  public BilledAs {
    names =
        names.stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    accounts = Set.copyOf(accounts);
    keys = Map.copyOf(keys);
    models = Map.copyOf(models);
  }

  /// What is said here, and besides what another says of other keys and models; its names and
  /// accounts where none are said here.
  public BilledAs or(BilledAs other) {
    return new BilledAs(
        names.isEmpty() ? other.names : names,
        accounts.isEmpty() ? other.accounts : accounts,
        besides(keys, other.keys),
        besides(models, other.models));
  }

  private static Map<String, String> besides(Map<String, String> own, Map<String, String> others) {
    Map<String, String> all = new HashMap<>(others);
    all.putAll(own);
    return all;
  }

  /// Whether a charge is the provider's.
  public boolean has(BillLine.Payer payer) {
    return calls(payer.provider()) && (accounts.isEmpty() || isOf(accounts, payer));
  }

  /// Whether one of some accounts, or of their projects, is the payer.
  public static boolean isOf(Set<String> accounts, BillLine.Payer payer) {
    return accounts.contains(payer.account()) || accounts.contains(payer.project());
  }

  /// Whether a bill's name of a provider means this one.
  public boolean calls(String provider) {
    return names.contains(provider.toLowerCase(Locale.ROOT));
  }
}
