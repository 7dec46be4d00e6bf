package dev.weir.exchange.chargeback;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The accounts in force. Immutable.
public final class CostAccounts {
  private final SortedMap<String, CostAccount> byId = new TreeMap<>();

  public CostAccounts(Collection<CostAccount> accounts) {
    accounts.forEach(account -> byId.put(account.id(), account));
  }

  public Optional<CostAccount> of(Payer payer) {
    return Optional.ofNullable(byId.get(payer.id()));
  }

  /// The account that is relieved.
  public Optional<CostAccount> platform() {
    return Optional.ofNullable(byId.get(CostAccount.PLATFORM));
  }

  /// Of shared spend, by name: the first whose conditions hold for a call has it.
  public List<CostAccount> shared() {
    return byId.values().stream().filter(account -> !account.where().isEmpty()).toList();
  }

  /// By id.
  public Map<String, CostAccount> all() {
    return Map.copyOf(byId);
  }
}
