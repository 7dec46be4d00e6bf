package dev.weir.view.alert;

import dev.weir.base.http.Destinations;
import dev.weir.base.http.Origin;
import java.net.URI;

/// Where alerts are posted.
///
/// @param url `http` or `https`; its path and query often hold a secret and are never shown
/// @param allowPrivate whether it may be at a loopback or private address
public record Receiver(URI url, boolean allowPrivate) {
  /// Judges the address where the text is one; a name is judged by what it leads to, at each
  /// connect.
  public Receiver {
    String host = String.valueOf(url.getHost());
    if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("(?i)https?")) {
      throw new IllegalArgumentException(
          "alerts.webhooks: a url must be absolute, http or https; one of host %s is not"
              .formatted(host));
    }
    destinations(allowPrivate)
        .refusal(host)
        .ifPresent(why -> {
          throw new IllegalArgumentException(
              "alerts.webhooks: %s; allow_private permits all but metadata addresses"
                  .formatted(why));
        });
  }

  Origin origin() {
    return Origin.of(url);
  }

  String pathAndQuery() {
    String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
  }

  Destinations destinations() {
    return destinations(allowPrivate);
  }

  private static Destinations destinations(boolean allowPrivate) {
    return allowPrivate ? Destinations.NO_METADATA : Destinations.PUBLIC_ONLY;
  }
}
