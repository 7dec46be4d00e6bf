package dev.weir.base.http;

import java.net.URI;
import java.util.Locale;

/// Where an upstream listens: scheme, host and port.
public record Origin(boolean tls, String host, int port) {
  public Origin {
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("not an origin: '" + host + "' port " + port);
    }
  }

  /// The origin of an absolute `http` or `https` address; its path is ignored.
  public static Origin of(URI address) {
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("not an absolute http or https address: " + address);
    }
    boolean tls = scheme.equals("https");
    int standard = tls ? 443 : 80;
    return new Origin(tls, address.getHost(), address.getPort() < 0 ? standard : address.getPort());
  }
}
