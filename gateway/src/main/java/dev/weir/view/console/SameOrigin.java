package dev.weir.view.console;

import dev.weir.base.http.Headers;
import java.util.Optional;

/// Whether a form was sent by a page of this console, as the browser itself says.
final class SameOrigin {
  private SameOrigin() {}

  /// Browsers of the last years say where a request comes from in `Sec-Fetch-Site`, older ones name
  /// their page's origin; one that says neither cannot be believed.
  static boolean sent(Headers headers) {
    Optional<String> site = headers.get("sec-fetch-site");
    if (site.isPresent()) {
      return site.get().equals("same-origin");
    }
    Optional<String> host = headers.get("host");
    return headers
        .get("origin")
        .map(origin -> origin.substring(origin.indexOf("://") < 0 ? 0 : origin.indexOf("://") + 3))
        .filter(authority -> host.filter(authority::equalsIgnoreCase).isPresent())
        .isPresent();
  }
}
