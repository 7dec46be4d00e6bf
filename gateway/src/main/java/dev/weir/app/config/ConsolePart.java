package dev.weir.app.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// The pages for people, on the control plane's listener.
public record ConsolePart(
    @Meaning("somebody who has signed in and does nothing for this long signs in again")
        Duration sessionIdle,
    @Meaning("longest time until somebody signs in again, whatever they do") Duration sessionLife,
    @Meaning(
            "the same of who has signed in at a provider, which does not tell when it takes somebody"
                + " out")
        Duration sessionLifeOidc,
    @Meaning("people signed in at once; one more ends the session that was not used for longest")
        int sessions,
    @Meaning(
            "`true` = browsers come over TLS that ends before this gateway; its cookies are for TLS"
                + " alone then, and browsers come by nothing else for a year, as where the control"
                + " plane has a certificate")
        boolean behindTls,
    @Meaning("providers of [OpenID Connect](people.md#openid-connect) to sign in at, by name")
        Map<String, OidcPart> oidc) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int PROVIDERS_MAX = 8;

  public static final ConsolePart DEFAULT =
      new ConsolePart(
          Duration.ofHours(12), Duration.ofDays(7), Duration.ofHours(12), 10_000, false, Map.of());

  public ConsolePart {
    oidc = Collections.unmodifiableMap(new LinkedHashMap<>(oidc));
    oidc.keySet().forEach(ConsolePart::requireName);
    Require.between("console.oidc (providers)", oidc.size(), 0, PROVIDERS_MAX);
    Require.positive("console.session_idle", sessionIdle);
    Require.positive("console.session_life", sessionLife);
    Require.positive("console.session_life_oidc", sessionLifeOidc);
    Require.between("console.sessions", sessions, 100, 1_000_000);
    if (sessionIdle.compareTo(sessionLife) > 0) {
      throw new IllegalArgumentException(
          "console.session_idle must be at most console.session_life, %s, was %s"
              .formatted(sessionLife, sessionIdle));
    }
  }

  private static void requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a name in console.oidc is 1 to 40 of a-z, 0-9, '-', was '%s'".formatted(name));
    }
  }
}
