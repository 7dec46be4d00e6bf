package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.identity.SecretHash;
import dev.weir.flow.identity.Secrets;
import dev.weir.flow.identity.VirtualKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/// Makes, changes, rotates, ends and takes back virtual keys. Thread-safe; every method blocks.
public final class Keys {

  private final Books books;
  private final Secrets secrets;
  private final InstantSource clock;

  /// What became of a request for a secret.
  ///
  /// @param id of the key or operator
  /// @param secret to be shown once; present exactly when the publication is done
  public record Issued(String id, Optional<Secrets.Minted> secret, Books.Published published) {}

  public Keys(Books books, Secrets secrets, InstantSource clock) {
    this.books = books;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Makes a key.
  ///
  /// @param settings a key as [KeyText] writes it, without `secrets`, `created` and `revoked`
  public Issued create(ObjectNode settings, String who, String why) {
    String id = secrets.newId("key_");
    for (String field : KeyText.OWN_FIELDS) {
      if (settings.has(field)) {
        return new Issued(
            id,
            Optional.empty(),
            new Books.Published.Invalid("a new key has no field '%s'".formatted(field)));
      }
    }
    Secrets.Minted minted = secrets.mint(Secrets.KEY_PREFIX);
    ObjectNode body = settings.deepCopy();
    body.putArray("secrets").addObject().put("sha256", minted.hash().hex());
    body.put("created", clock.instant().toString());
    return issued(id, minted, Change.of(Kind.KEY, id, body, who, why).expecting(0));
  }

  /// Gives a key a new secret; those it has work on for `overlap`.
  public Issued rotate(String id, Duration overlap, String who, String why) {
    Secrets.Minted minted = secrets.mint(Secrets.KEY_PREFIX);
    if (overlap.isNegative()) {
      return new Issued(
          id, Optional.empty(), new Books.Published.Invalid("overlap is never negative"));
    }
    Instant now = clock.instant();
    Books.Published published =
        change(id, key -> key.rotated(minted.hash(), now, now.plus(overlap)), who, why);
    return new Issued(id, shown(minted, published), published);
  }

  /// Changes what a key may do; its id and its secrets stay, and calls are judged by the change
  /// from the next one on. A revoked key changes no more.
  ///
  /// @param patch a JSON merge patch (RFC 7396) of the key as [KeyText] writes it: a field it names
  ///   is replaced, of `fixed_tags` each tag it names, and null stands for the default
  /// @param expected the version the patch was made against; absent = whatever is current
  public Books.Published change(
      String id, ObjectNode patch, OptionalInt expected, String who, String why) {
    Optional<Version> current = current(id);
    if (current.isEmpty()) {
      return missing(id);
    }
    try {
      VirtualKey changed = KeyText.patched(id, current.get().body(), patch);
      int version = expected.orElse(current.get().version());
      return books.publish(
          List.of(Change.of(Kind.KEY, id, KeyText.write(changed), who, why).expecting(version)));
    } catch (IllegalArgumentException invalid) {
      return new Books.Published.Invalid(String.valueOf(invalid.getMessage()));
    }
  }

  /// Ends a key at an instant.
  public Books.Published expire(String id, Instant at, String who, String why) {
    return change(id, key -> key.expiringAt(at), who, why);
  }

  /// Takes a key back, from now on and for good.
  public Books.Published revoke(String id, String who, String why) {
    return change(id, key -> key.revokedAt(clock.instant()), who, why);
  }

  /// Makes a personal key of the control plane.
  public Issued createOperator(String name, Remit remit, String who, String why) {
    String id = secrets.newId("op_");
    Secrets.Minted minted = secrets.mint(Secrets.OPERATOR_PREFIX);
    Operator operator = operator(id, name, Optional.of(minted.hash()), remit);
    return issued(
        id, minted, Change.of(Kind.OPERATOR, id, operator.write(), who, why).expecting(0));
  }

  /// A person without a personal key, who is not published yet.
  public Operator keyless(String name, Remit remit) {
    return operator(secrets.newId("op_"), name, Optional.empty(), remit);
  }

  private Operator operator(String id, String name, Optional<SecretHash> hash, Remit remit) {
    return new Operator(
        id,
        name,
        hash,
        Optional.empty(),
        remit,
        clock.instant(),
        Optional.empty(),
        Optional.empty());
  }

  /// Makes the first operator, an admin, where there has never been one; empty otherwise.
  public Optional<Issued> createFirstOperator() {
    return books.facts().current(Kind.OPERATOR).isEmpty()
        ? Optional.of(createOperator("first", Remit.of(Operator.Role.ADMIN), "weir", "first start"))
        : Optional.empty();
  }

  private Issued issued(String id, Secrets.Minted minted, Change change) {
    Books.Published published = books.publish(List.of(change));
    return new Issued(id, shown(minted, published), published);
  }

  private static Optional<Secrets.Minted> shown(Secrets.Minted minted, Books.Published published) {
    return published instanceof Books.Published.Done ? Optional.of(minted) : Optional.empty();
  }

  /// Changes the current version of a key; a change by somebody else in between is a conflict.
  private Books.Published change(String id, UnaryOperator<VirtualKey> how, String who, String why) {
    Optional<Version> current = current(id);
    if (current.isEmpty()) {
      return missing(id);
    }
    try {
      VirtualKey changed = how.apply(KeyText.read(id, current.get().body()));
      return books.publish(
          List.of(
              Change.of(Kind.KEY, id, KeyText.write(changed), who, why)
                  .expecting(current.get().version())));
    } catch (IllegalArgumentException invalid) {
      return new Books.Published.Invalid(String.valueOf(invalid.getMessage()));
    }
  }

  private Optional<Version> current(String id) {
    return books.facts().current(Kind.KEY, id).filter(version -> !version.retired());
  }

  private static Books.Published missing(String id) {
    return new Books.Published.Invalid("there is no key '%s'".formatted(id));
  }
}
