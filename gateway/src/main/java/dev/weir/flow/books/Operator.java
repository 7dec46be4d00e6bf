package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.identity.SecretHash;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A person who works with the control plane, by a personal key `wa_…`, by signing in, or by both.
///
/// @param id `op_…`
/// @param name for people and the audit trail
/// @param hash of the personal key's secret; empty = the person has none
/// @param issuer the provider of OpenID Connect that says who the person is, the name too
/// @param remit what the person is there for
/// @param expires the first instant at which the person no longer gets in
/// @param revoked the instant the person was taken out
public record Operator(
    String id,
    String name,
    Optional<SecretHash> hash,
    Optional<String> issuer,
    Remit remit,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked) {

  /// What an operator is. What each may do, docs/people.md tells.
  public enum Role {
    /// Everything, people and keys included.
    ADMIN,
    /// Everything about money, and what else is changed day by day.
    FINOPS,
    /// Answers for some use cases.
    OWNER,
    /// Calls for some teams.
    DEVELOPER,
    /// Reads; no personal data, no audit trail.
    VIEWER,
    /// Reads everything, changes nothing.
    AUDITOR;

    /// `finops`, as it is written.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Operator {
    if (!id.startsWith("op_") || name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException(
          "operator '%s': its id is 'op_...' and its name has 1 to 200 characters, was %d"
              .formatted(id, name.length()));
    }
  }

  public Role role() {
    return remit.role();
  }

  /// Whether the person gets in at an instant.
  public boolean inForce(Instant now) {
    return revoked.isEmpty() && (expires.isEmpty() || now.isBefore(expires.get()));
  }

  /// This operator, taken back.
  public Operator revokedAt(Instant instant) {
    return new Operator(
        id, name, hash, issuer, remit, created, expires, Optional.of(revoked.orElse(instant)));
  }

  /// This operator, there for something else.
  public Operator with(Remit other) {
    return new Operator(id, name, hash, issuer, other, created, expires, revoked);
  }

  public ObjectNode write() {
    ObjectNode body = Json.newObject();
    body.put("name", name);
    hash.ifPresent(secret -> body.put("sha256", secret.hex()));
    issuer.ifPresent(provider -> body.put("issuer", provider));
    remit.write(body);
    body.put("created", created.toString());
    expires.ifPresent(instant -> body.put("expires", instant.toString()));
    revoked.ifPresent(instant -> body.put("revoked", instant.toString()));
    return body;
  }

  /// Reads what [#write()] writes.
  public static Operator read(String id, ObjectNode body) {
    Fields fields = new Fields("operator '%s'".formatted(id), body);
    Operator operator =
        new Operator(
            id,
            fields.text("name"),
            fields.optionalText("sha256").map(SecretHash::parse),
            fields.optionalText("issuer"),
            Remit.read(fields),
            fields.instant("created"),
            fields.optionalInstant("expires"),
            fields.optionalInstant("revoked"));
    fields.end();
    return operator;
  }
}
