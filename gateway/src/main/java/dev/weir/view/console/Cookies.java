package dev.weir.view.console;

import dev.weir.base.http.Headers;
import java.util.Arrays;
import java.util.Optional;

/// The cookies of the console: whose session it is, which sign-in elsewhere was begun, and how it
/// looks.
///
/// @param isSecure whether browsers may show them over TLS alone: a name that begins with `__Host-`
///   is taken from this host only
record Cookies(boolean isSecure) {
  private static final String THEME = "weir_theme";

  private String session() {
    return isSecure ? "__Host-weir_session" : "weir_session";
  }

  Optional<String> session(Headers headers) {
    return value(headers, session());
  }

  Theme theme(Headers headers) {
    return value(headers, THEME).flatMap(Theme::find).orElse(Theme.AUTO);
  }

  /// Lasts as long as the browser is open; the session itself ends earlier.
  String keep(String token) {
    return session() + "=" + token + attributes("; HttpOnly");
  }

  String forget() {
    return session() + "=" + attributes("; HttpOnly; Max-Age=0");
  }

  /// That a sign-in elsewhere was begun in this browser.
  String keepState(String state) {
    return begun() + "=" + state + attributes("; HttpOnly; Max-Age=600");
  }

  Optional<String> state(Headers headers) {
    return value(headers, begun());
  }

  private String begun() {
    return isSecure ? "__Host-weir_begun" : "weir_begun";
  }

  String keep(Theme theme) {
    return THEME + "=" + theme.code() + attributes("; HttpOnly; Max-Age=31536000");
  }

  private String attributes(String more) {
    return "; Path=/; SameSite=Lax" + more + (isSecure ? "; Secure" : "");
  }

  private static Optional<String> value(Headers headers, String name) {
    String start = name + "=";
    return headers.all("cookie").stream()
        .flatMap(line -> Arrays.stream(line.split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(start))
        .map(pair -> pair.substring(start.length()))
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
