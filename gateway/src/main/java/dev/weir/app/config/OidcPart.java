package dev.weir.app.config;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A provider of OpenID Connect that people sign in at.
public record OidcPart(
    @Meaning("the provider, exactly as its tokens say: `/.well-known/openid-configuration` follows")
        URI issuer,
    @Meaning("who Weir is to it") String clientId,
    @Meaning("the client's secret") SecretReference clientSecret,
    @Meaning(
            "the console as browsers reach it; the provider must be told that it sends them back to"
                + " `URL/sign-in/NAME`")
        URI url,
    @Meaning("what is asked for; `openid` belongs to it") List<String> scopes,
    @Meaning("claim of the ID token that lists somebody's groups") String groupsClaim,
    @Meaning("how far the provider's clock and this one may differ") Duration clockSkew,
    @Meaning("what each group is [here](people.md#who-may-do-what); who is in none does not get in")
        Map<String, GroupPart> groups) {
  /// What is not required: [#issuer], [#clientId], [#clientSecret], [#url] and [#groups] have no
  /// default.
  public static final Map<String, Object> DEFAULTS =
      Map.of(
          "scopes",
          List.of("openid", "profile", "email"),
          "groupsClaim",
          "groups",
          "clockSkew",
          Duration.ofMinutes(1));

  public OidcPart {
    scopes = List.copyOf(scopes);
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    Require.endpoint("issuer", issuer);
    Require.endpoint("url", url);
    requireSafe("issuer", issuer);
    requireSafe("url", url);
    Require.between("clock_skew (seconds)", clockSkew.toSeconds(), 0, 300);
    if (clientId.isBlank() || groupsClaim.isBlank()) {
      throw new IllegalArgumentException(
          "client_id and groups_claim are not blank, were '%s' and '%s'"
              .formatted(clientId, groupsClaim));
    }
    if (!scopes.contains("openid")) {
      throw new IllegalArgumentException("scopes has 'openid', was " + scopes);
    }
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("groups names at least one: nobody could sign in");
    }
  }

  /// Tokens and cookies in clear text go nowhere but within this machine.
  private static void requireSafe(String key, URI url) {
    boolean isHere = url.getHost().matches("localhost|127\\.[0-9.]+|\\[::1]");
    if (!url.getScheme().equalsIgnoreCase("https") && !isHere) {
      throw new IllegalArgumentException(
          "%s must be https, unless it is on this machine, was '%s'".formatted(key, url));
    }
  }
}
