package dev.weir.app;

import dev.weir.app.config.ProviderPart;
import dev.weir.app.config.SecretReference;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.ClientLimits;
import dev.weir.base.http.Engine;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Origin;
import dev.weir.exchange.reconcile.BilledAs;
import dev.weir.flow.credential.Credentials;
import dev.weir.flow.provider.Account;
import dev.weir.flow.provider.Families;
import dev.weir.flow.provider.Family;
import dev.weir.flow.provider.Provider;
import dev.weir.flow.route.Routes;
import dev.weir.flow.upstream.ProviderClients;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The configured providers.
///
/// @param priceNames names in the price book, by configured name
/// @param billed what bills call them, by configured name
record Providers(
    Routes routes,
    Map<String, SecretReference> keys,
    Map<String, String> priceNames,
    Map<String, BilledAs> billed) {
  private static final int PER_THOUSAND = 1000;

  static Providers of(WeirConfig config) {
    Families families = Families.read();
    List<Provider> providers = new ArrayList<>();
    Map<String, SecretReference> keys = new HashMap<>();
    Map<String, String> priceNames = new HashMap<>();
    Map<String, BilledAs> billed = new HashMap<>();
    config
        .providers()
        .forEach((name, part) -> {
          providers.add(provider(name, part, families.named(part.family())));
          keys.put(name, part.key());
          priceNames.put(name, part.prices().isEmpty() ? name : part.prices());
          billed.put(name, billed(part));
        });
    return new Providers(
        Routing.routes(providers, config.routing()),
        Map.copyOf(keys),
        Map.copyOf(priceNames),
        Map.copyOf(billed));
  }

  /// Resolves the secrets, which only a gateway that calls providers needs, and has those that end
  /// renewed. Blocks.
  Credentials credentials(Map<String, String> environment, Credentials.Surroundings around) {
    List<Credentials.Configured> configured = new ArrayList<>();
    for (Provider provider : routes.providers()) {
      SecretReference key = Objects.requireNonNull(keys.get(provider.name()));
      configured.add(new Credentials.Configured(provider, () -> key.resolve(environment::get)));
    }
    return Credentials.open(configured, around);
  }

  /// One client for each, with secrets and certificates read.
  ProviderClients clients(WeirConfig config, Engine engine, Map<String, String> environment) {
    Map<String, HttpClient> clients = new HashMap<>();
    try {
      config
          .providers()
          .forEach((name, part) ->
              clients.put(
                  name, client(name, part, Limits.upstream(config, part), engine, environment)));
    } catch (RuntimeException unusable) {
      clients.values().forEach(HttpClient::close); // those of the providers before it
      throw unusable;
    }
    return new ProviderClients(clients);
  }

  private static HttpClient client(
      String name,
      ProviderPart part,
      ClientLimits limits,
      Engine engine,
      Map<String, String> environment) {
    try {
      return new HttpClient(
          engine, limits, Egress.transport(part.tls(), part.proxy(), part.http2(), environment));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("providers." + name + ": " + wrong.getMessage(), wrong);
    }
  }

  /// A provider's name in the price book; a name that is not configured stands for itself.
  String priceName(String provider) {
    return priceNames.getOrDefault(provider, provider);
  }

  /// What bills call a provider and what is its; one that is not configured has its own names.
  BilledAs billedAs(String provider) {
    return billed.getOrDefault(provider, BilledAs.ITSELF);
  }

  private static BilledAs billed(ProviderPart part) {
    Map<String, String> models = new HashMap<>(part.billed().models());
    part.ids()
        .forEach((model, id) -> {
          if (Collections.frequency(part.ids().values(), id) == 1) {
            models.putIfAbsent(id, model);
          }
        });
    return new BilledAs(
        Set.copyOf(part.billed().names()),
        Set.copyOf(part.billed().accounts()),
        part.billed().keys(),
        models);
  }

  /// The name of a provider's family; a provider that is not configured any more has its own.
  String familyOf(String provider) {
    return routes.providers().stream()
        .filter(each -> each.name().equals(provider))
        .map(each -> each.family().name())
        .findFirst()
        .orElse(provider);
  }

  private static Provider provider(String name, ProviderPart part, Family family) {
    Origin origin = Egress.origin("providers." + name + ".url", part.url(), "provider");
    String path = part.url().getRawPath() == null ? "" : part.url().getRawPath();
    return new Provider(
        name,
        part.prices().isEmpty() ? name : part.prices(),
        family,
        origin,
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        part.models(),
        Account.at(family, part.auth(), part.ids(), part.place()),
        (int) Math.ceil(part.tokensPerByte() * PER_THOUSAND),
        Set.copyOf(part.drop()));
  }
}
