package dev.weir.view.alert;

import dev.weir.base.http.Destinations;
import dev.weir.base.http.Origin;
import java.net.URI;
import java.net.URISyntaxException;

/// Where something is posted.
///
/// @param key of the configuration, for messages
/// @param url `http` or `https`; its path and query are never shown
/// @param allowPrivate whether it may be at a loopback or private address
record HttpAddress(String key, URI url, boolean allowPrivate) {
  /// Judges the address where the text is one; a name is judged by what it leads to, at each
  /// connect.
  HttpAddress {
    String host = String.valueOf(url.getHost());
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
      throw new IllegalArgumentException(
          "%s: a url must be absolute, http or https; one of host %s is not".formatted(key, host));
    }
    destinations(allowPrivate)
        .refusal(host)
        .ifPresent(why -> {
          throw new IllegalArgumentException(
              "%s: %s; allow_private permits all but metadata addresses".formatted(key, why));
        });
  }

  /// One that is a secret as a whole.
  static HttpAddress secret(String key, String text, boolean allowPrivate) {
    try {
      return new HttpAddress(key, new URI(text), allowPrivate);
    } catch (URISyntaxException _) {
      // The cause would show the secret.
      throw new IllegalArgumentException(key + ": the secret is no url; it is not shown");
    }
  }

  Origin origin() {
    return Origin.of(url);
  }

  String pathAndQuery() {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  static Destinations destinations(boolean allowPrivate) {
    return allowPrivate ? Destinations.NO_METADATA : Destinations.PUBLIC_ONLY;
  }
}
