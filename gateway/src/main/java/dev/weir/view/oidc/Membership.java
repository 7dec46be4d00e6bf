package dev.weir.view.oidc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Remit;
import dev.weir.flow.books.Version;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Makes operators of people who come from a provider, and keeps them as the provider says.
/// Thread-safe; blocks.
final class Membership {
  private static final String WHO = "oidc";
  private static final int TRIES = 3;
  private static final int ID_BYTES = 12;

  private final Books books;
  private final Trust trust;

  Membership(Books books, Trust trust) {
    this.books = books;
    this.trust = trust;
  }

  /// The operator that somebody is to be; as the last sign-in left it where nothing has changed.
  Operator of(Claims claims, Remit remit, Instant now) throws NotBelieved {
    String id = id(claims.subject());
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<Version> there = books.facts().current(Kind.OPERATOR, id);
      Optional<Operator> old = there.map(it -> Operator.read(id, it.body()));
      Operator next = next(id, old, claims, remit, now);
      if (!next.inForce(now)) {
        throw new NotBelieved("'%s' was taken out of this gateway".formatted(next.name()));
      }
      if (old.filter(next::equals).isPresent()) {
        return next;
      }
      Change change =
          Change.of(Kind.OPERATOR, id, next.write(), WHO, "signed in at " + trust.name())
              .expecting(there.map(Version::version).orElse(0));
      switch (books.publish(List.of(change))) {
        case Published.Done _ -> {
          return next;
        }
        case Published.Conflict _ -> {}
        case Published.Invalid(String message) -> throw new NotBelieved(message);
        case Published.Forbidden(_, String message) -> throw new NotBelieved(message);
        case Published.Unable(String message) -> throw new NotBelieved(message);
      }
    }
    throw new NotBelieved("'%s' is changed by somebody else just now".formatted(claims.name()));
  }

  private Operator next(
      String id, Optional<Operator> old, Claims claims, Remit remit, Instant now) {
    return new Operator(
        id,
        claims.name(),
        old.flatMap(Operator::hash),
        Optional.of(trust.issuer().toString()),
        remit,
        old.map(Operator::created).orElse(now),
        old.flatMap(Operator::expires),
        old.flatMap(Operator::revoked));
  }

  /// The same for the same person at the same issuer, whatever the person is called.
  String id(String subject) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((trust.issuer() + "\n" + subject).getBytes(UTF_8));
      return "op_" + HexFormat.of().formatHex(hash, 0, ID_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
