package dev.weir.flow.identity;

import dev.weir.flow.dialect.SelfNamed;
import dev.weir.flow.identity.VirtualKey.OnMissing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// Keys, headers and instants for the tests of this room.
final class Sample {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final Tags REQUIRED =
      Tags.of(
          Map.of(
              "use_case", "claims",
              "department", "insurance",
              "role", "agent",
              "environment", "production"));

  private static final Secrets SECRETS = new Secrets(new Random(7));

  private Sample() {}

  static Secrets.Minted secret() {
    return SECRETS.mint(Secrets.KEY_PREFIX);
  }

  static VirtualKey key(Secrets.Minted secret) {
    return key("key_a", secret, REQUIRED, Set.of(), false, OnMissing.REFUSE, 1_000);
  }

  static VirtualKey keyOf(Tags fixed, Set<String> settable, boolean trustsUserTags) {
    return key("key_a", secret(), fixed, settable, trustsUserTags, OnMissing.REFUSE, 1_000);
  }

  static VirtualKey key(
      String id,
      Secrets.Minted secret,
      Tags fixed,
      Set<String> settable,
      boolean trustsUserTags,
      OnMissing onMissing,
      int distinctMax) {
    return new VirtualKey(
        id,
        "claims bot",
        List.of(new VirtualKey.Secret(secret.hash(), Optional.empty())),
        fixed,
        settable,
        trustsUserTags,
        onMissing,
        distinctMax,
        List.of(),
        Set.of(),
        NOW.minusSeconds(3600),
        Optional.empty(),
        Optional.empty());
  }

  static HeaderLookup headers(String... namesAndValues) {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      map.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return map::get;
  }

  static SelfNamed body(String user) {
    return new SelfNamed(user, "", Map.of());
  }
}
