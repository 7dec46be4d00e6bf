package dev.weir.app;

import dev.weir.app.config.GroupPart;
import dev.weir.app.config.OidcPart;
import dev.weir.app.config.WeirConfig;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Remit;
import dev.weir.view.oidc.OpenId;
import dev.weir.view.oidc.Trust;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Where people sign in elsewhere, as configured.
record SignInProviders(
    Map<String, String> environment,
    Books books,
    RandomGenerator random,
    InstantSource clock,
    System.Logger log) {

  /// Nothing is asked yet; a secret that is missing stops the start.
  List<OpenId> of(WeirConfig config) {
    return config.console().oidc().entrySet().stream()
        .map(each -> new OpenId(trust(each.getKey(), each.getValue()), books, random, clock, log))
        .toList();
  }

  private Trust trust(String name, OidcPart part) {
    String key = "console.oidc.%s.client_secret".formatted(name);
    var _ = secret(key, part);
    Map<String, Remit> groups = new LinkedHashMap<>();
    part.groups().forEach((String group, GroupPart is) -> groups.put(group, is.remit()));
    String url = part.url().toString();
    return new Trust(
        name,
        part.issuer(),
        part.clientId(),
        () -> secret(key, part),
        URI.create((url.endsWith("/") ? url : url + "/") + "sign-in/" + name),
        part.scopes(),
        part.groupsClaim(),
        part.clockSkew(),
        groups);
  }

  private String secret(String key, OidcPart part) {
    try {
      return part.clientSecret().resolve(environment::get);
    } catch (IllegalArgumentException missing) {
      throw new IllegalArgumentException(key + ": " + missing.getMessage(), missing);
    }
  }
}
