package dev.weir.flow.books;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.identity.SecretHash;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// A person who works with the control plane, by a personal key `wa_…`.
///
/// @param id `op_…`
/// @param name for people and the audit trail
/// @param hash of the key's secret
/// @param expires the first instant at which the key no longer works
/// @param revoked the instant it was taken back
public record Operator(
    String id,
    String name,
    SecretHash hash,
    Role role,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked) {

  /// What an operator may do; each role includes the ones after it.
  public enum Role {
    /// Everything, operators included.
    ADMIN,
    /// Budgets, limits, raises, prices, tags; not keys, not operators.
    FINOPS,
    /// Reading.
    VIEWER;

    public boolean includes(Role other) {
      return compareTo(other) <= 0;
    }
  }

  public Operator {
    if (!id.startsWith("op_") || name.isBlank() || name.length() > 200) {
      throw new IllegalArgumentException(
          "operator '%s': its id is 'op_...' and its name has 1 to 200 characters, was %d"
              .formatted(id, name.length()));
    }
  }

  boolean inForce(Instant now) {
    return revoked.isEmpty() && (expires.isEmpty() || now.isBefore(expires.get()));
  }

  /// This operator, taken back.
  public Operator revokedAt(Instant instant) {
    return new Operator(
        id, name, hash, role, created, expires, Optional.of(revoked.orElse(instant)));
  }

  public ObjectNode write() {
    ObjectNode body = Json.newObject();
    body.put("name", name);
    body.put("sha256", hash.hex());
    body.put("role", role.name().toLowerCase(Locale.ROOT));
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
            SecretHash.parse(fields.text("sha256")),
            fields.choice("role", Role.class, Role.VIEWER),
            fields.instant("created"),
            fields.optionalInstant("expires"),
            fields.optionalInstant("revoked"));
    fields.end();
    return operator;
  }
}
