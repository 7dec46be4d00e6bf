package dev.weir.app.config;

import java.util.Optional;

/// Through what a provider is reached.
public record ProxyPart(
    @Meaning("a proxy that takes `CONNECT`, `host:port`; only for an https url")
        Optional<HostPort> address,
    @Meaning("user the proxy asks for") Optional<String> user,
    @Meaning("password of that user") Optional<SecretReference> password) {
  public static final ProxyPart DEFAULT =
      new ProxyPart(Optional.empty(), Optional.empty(), Optional.empty());

  public ProxyPart {
    if (user.isPresent() != password.isPresent()) {
      throw new IllegalArgumentException("user and password are given both or not at all");
    }
    if (user.isPresent() && address.isEmpty()) {
      throw new IllegalArgumentException("user is given, but address is not");
    }
  }
}
