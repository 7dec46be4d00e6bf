package dev.weir.base.http;

import java.nio.file.Path;
import java.util.Optional;

/// The way to an upstream: whom to trust, who one is, through what, and where not to go.
///
/// Files are read when the client is made, not again.
///
/// @param authorities PEM file of the only certificate authorities trusted; empty = the JVM's
/// @param certificate shown to the upstream, should it ask for one
/// @param proxy through which connections to `https` origins are made; names are resolved there
/// @param http2 whether `https` origins are offered HTTP/2 in the handshake; who does not take it
///   is spoken to by HTTP/1.1
public record Transport(
    Optional<Path> authorities,
    Optional<Certificate> certificate,
    Optional<Proxy> proxy,
    Destinations destinations,
    boolean http2) {
  public static final Transport DIRECT =
      new Transport(
          Optional.empty(), Optional.empty(), Optional.empty(), Destinations.NO_METADATA, false);

  /// A certificate of one's own.
  ///
  /// @param chain PEM file, one's own certificate first
  /// @param key PEM file of its private key (PKCS #8)
  public record Certificate(Path chain, Path key) {}

  /// A proxy that takes `CONNECT`. Its text does not show the password.
  ///
  /// @param user empty = none is sent
  public record Proxy(String host, int port, String user, String password) {
    @Override
    public String toString() {
      return "Proxy[%s:%d]".formatted(host, port);
    }
  }

  public Transport withDestinations(Destinations allowed) {
    return new Transport(authorities, certificate, proxy, allowed, http2);
  }
}
