package dev.weir.app;

import dev.weir.app.config.SecretReference;
import dev.weir.app.config.WeirConfig;
import dev.weir.base.http.Origin;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.route.Provider;
import dev.weir.flow.route.Routes;
import dev.weir.flow.upstream.Credentials;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The configured providers.
///
/// @param priceNames names in the price book, by configured name
record Providers(Routes routes, Map<String, SecretReference> keys, Map<String, String> priceNames) {
  private static final int PER_THOUSAND = 1000;

  static Providers of(WeirConfig config) {
    List<Provider> providers = new ArrayList<>();
    Map<String, SecretReference> keys = new HashMap<>();
    Map<String, String> priceNames = new HashMap<>();
    config
        .providers()
        .forEach((name, part) -> {
          providers.add(provider(name, part));
          keys.put(name, part.key());
          priceNames.put(name, part.prices().isEmpty() ? name : part.prices());
        });
    return new Providers(new Routes(providers), Map.copyOf(keys), Map.copyOf(priceNames));
  }

  /// Resolves the secrets, which only a gateway that calls providers needs.
  Credentials credentials(Map<String, String> environment) {
    Map<String, String> secrets = new HashMap<>();
    keys.forEach((name, key) -> secrets.put(name, key.resolve(environment::get)));
    return new Credentials(secrets);
  }

  /// A provider's name in the price book; a name that is not configured stands for itself.
  String priceName(String provider) {
    return priceNames.getOrDefault(provider, provider);
  }

  private static Provider provider(String name, WeirConfig.ProviderPart part) {
    Dialect dialect =
        switch (part.dialect()) {
          case OPENAI -> Dialect.OPENAI;
          case ANTHROPIC -> Dialect.ANTHROPIC;
        };
    String path = part.url().getRawPath() == null ? "" : part.url().getRawPath();
    return new Provider(
        name,
        part.prices().isEmpty() ? name : part.prices(),
        dialect,
        Origin.of(part.url()),
        path.endsWith("/") ? path.substring(0, path.length() - 1) : path,
        part.models(),
        (int) Math.ceil(part.tokensPerByte() * PER_THOUSAND));
  }
}
