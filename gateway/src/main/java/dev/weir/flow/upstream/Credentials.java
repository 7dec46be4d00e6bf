package dev.weir.flow.upstream;

import dev.weir.base.http.Headers;
import dev.weir.flow.provider.Auth;
import dev.weir.flow.provider.Provider;
import java.util.Map;

/// The providers' own keys, by provider name. Its text shows none of them.
public final class Credentials {
  private final Map<String, String> secrets;

  public Credentials(Map<String, String> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /// The key itself, to be sent or to be kept from being shown.
  String of(Provider provider) {
    String secret = secrets.get(provider.name());
    if (secret == null) {
      throw new IllegalStateException("provider " + provider.name() + " has no credential");
    }
    return secret;
  }

  Headers onto(Headers headers, Provider provider) {
    String secret = of(provider);
    return switch (provider.family().auth()) {
      case Auth.Bearer() -> headers.plus("authorization", "Bearer " + secret);
      case Auth.Header(String name) -> headers.plus(name, secret);
    };
  }

  @Override
  public String toString() {
    return "Credentials of " + secrets.keySet();
  }
}
