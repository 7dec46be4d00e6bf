package dev.weir.flow.identity;

import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.refusal.Refusal.Kind;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// All virtual keys at one moment. Immutable; a look-up is one hash of the secret and one map read.
public final class Keyring {
  public static final Keyring EMPTY = new Keyring(List.of());

  private static final String BEARER = "bearer ";

  private final Map<SecretHash, Opening> bySecret;
  private final Map<String, VirtualKey> byId;

  private record Opening(VirtualKey key, VirtualKey.Secret secret) {}

  /// The answer to "who is this?".
  public sealed interface Answer {
    record Known(VirtualKey key) implements Answer {}

    /// @param refusal unknown, expired or revoked
    record Refused(Refusal refusal) implements Answer {}
  }

  /// Two keys with one id or one secret are an [IllegalArgumentException].
  public Keyring(Collection<VirtualKey> keys) {
    Map<SecretHash, Opening> secrets = new HashMap<>();
    Map<String, VirtualKey> ids = new HashMap<>();
    for (VirtualKey key : keys) {
      if (ids.put(key.id(), key) != null) {
        throw new IllegalArgumentException("key '%s' is there twice".formatted(key.id()));
      }
      for (VirtualKey.Secret secret : key.secrets()) {
        Opening other = secrets.put(secret.hash(), new Opening(key, secret));
        if (other != null) {
          throw new IllegalArgumentException(
              "keys '%s' and '%s' have the same secret".formatted(other.key().id(), key.id()));
        }
      }
    }
    bySecret = Map.copyOf(secrets);
    byId = Map.copyOf(ids);
  }

  /// Finds the key a call presents, in this order: `Authorization: Bearer wk_…`, `x-api-key`,
  /// `x-goog-api-key`.
  public Answer find(HeaderLookup headers, Instant now) {
    String presented = bearer(headers.find("authorization"));
    if (presented.isEmpty()) {
      presented = virtualKey(headers.find("x-api-key"));
    }
    if (presented.isEmpty()) {
      presented = virtualKey(headers.find("x-goog-api-key"));
    }
    if (presented.isEmpty()) {
      return refused(
          Kind.KEY_UNKNOWN,
          "no virtual key: send 'wk_...' as 'Authorization: Bearer', 'x-api-key' or"
              + " 'x-goog-api-key'");
    }
    return find(presented, now);
  }

  /// Finds the key that a secret opens at an instant.
  public Answer find(String secret, Instant now) {
    Opening opening =
        Secrets.hasForm(secret, Secrets.KEY_PREFIX) ? bySecret.get(SecretHash.of(secret)) : null;
    if (opening == null) {
      return refused(Kind.KEY_UNKNOWN, "the virtual key presented is not known here");
    }
    VirtualKey key = opening.key();
    if (key.revoked().isPresent()) {
      return refused(
          Kind.KEY_REVOKED,
          "key '%s' (%s) was revoked at %s".formatted(key.name(), key.id(), key.revoked().get()));
    }
    if (hasEnded(key.expires(), now)) {
      return refused(
          Kind.KEY_EXPIRED,
          "key '%s' (%s) expired at %s"
              .formatted(key.name(), key.id(), key.expires().orElseThrow()));
    }
    if (hasEnded(opening.secret().until(), now)) {
      return refused(
          Kind.KEY_EXPIRED,
          "key '%s' (%s) was rotated; this secret of it ended at %s"
              .formatted(key.name(), key.id(), opening.secret().until().orElseThrow()));
    }
    return new Answer.Known(key);
  }

  public Optional<VirtualKey> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Collection<VirtualKey> keys() {
    return byId.values();
  }

  private static boolean hasEnded(Optional<Instant> end, Instant now) {
    return end.isPresent() && !now.isBefore(end.get());
  }

  private static Answer refused(Kind kind, String message) {
    return new Answer.Refused(Refusal.of(kind, message));
  }

  private static String bearer(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return "";
    }
    return virtualKey(header.substring(BEARER.length()).strip());
  }

  /// Another kind of token in one header does not hide a virtual key in the next.
  private static String virtualKey(@Nullable String header) {
    return header != null && header.startsWith(Secrets.KEY_PREFIX) ? header : "";
  }
}
