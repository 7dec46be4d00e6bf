package dev.weir.app.config;

import java.util.List;
import java.util.Map;

/// What a provider's bills call things.
public record BilledPart(
    @Meaning("the provider's names in them; none = its own, and the one it has in the price book")
        List<String> names,
    @Meaning(
            "which accounts, or projects, workspaces or subscriptions of them, are its, where"
                + " several providers share a bill; none = all")
        List<String> accounts,
    @Meaning(
            "names that the ledger has of the gateway's keys, by the provider's ids of them; empty"
                + " where the provider has one key")
        Map<String, String> keys,
    @Meaning(
            "names that the ledger has of models, by the bills' own; `ids` are known without, and"
                + " what the price book's patterns find")
        Map<String, String> models) {
  public static final BilledPart DEFAULT = new BilledPart(List.of(), List.of(), Map.of(), Map.of());

  public BilledPart {
    names = List.copyOf(names);
    accounts = List.copyOf(accounts);
    keys = Map.copyOf(keys);
    models = Map.copyOf(models);
  }
}
