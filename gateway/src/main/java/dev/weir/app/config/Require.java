package dev.weir.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;

/// Checks that name the key, the rule and the value.
final class Require {
  private static final int PORT_MAX = 65_535;

  private Require() {}

  static void between(String key, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be between %d and %d, was %d".formatted(key, least, most, value));
    }
  }

  static void notNegative(String key, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s must not be negative, was %s".formatted(key, value));
    }
  }

  /// Requires `http` or `https` with a host, and nothing that a path cannot follow.
  static void endpoint(String key, URI url) {
    String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    boolean reachable =
        url.getHost() != null
            && (scheme.equals("http") || scheme.equals("https"))
            && url.getPort() <= PORT_MAX
            && url.getPort() != 0;
    if (!reachable || url.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "%s must be http://HOST or https://HOST, with a port if need be, was '%s'"
              .formatted(key, url.getRawUserInfo() == null ? url : "(with a password)"));
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "%s must have neither query nor fragment, as a path follows it, was '%s'"
              .formatted(key, url));
    }
  }

  static void positive(String key, Duration value) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("%s must be positive, was %s".formatted(key, value));
    }
  }
}
