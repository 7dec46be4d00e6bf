package dev.weir.flow.books;

import dev.weir.flow.identity.SecretHash;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Everybody who may work with the control plane, at one moment. Immutable.
public final class Operators {
  private final Map<SecretHash, Operator> bySecret;

  /// Two operators with one secret are an [IllegalArgumentException].
  public Operators(Collection<Operator> operators) {
    Map<SecretHash, Operator> map = new HashMap<>();
    for (Operator operator : operators) {
      if (map.put(operator.hash(), operator) != null) {
        throw new IllegalArgumentException(
            "operator '%s' has the secret of another".formatted(operator.id()));
      }
    }
    bySecret = Map.copyOf(map);
  }

  /// Who a secret belongs to, if it works at an instant.
  public Optional<Operator> find(String secret, Instant now) {
    return Optional.ofNullable(bySecret.get(SecretHash.of(secret)))
        .filter(operator -> operator.inForce(now));
  }

  /// Who has an id, if the person gets in at an instant.
  public Optional<Operator> byId(String id, Instant now) {
    return bySecret.values().stream()
        .filter(operator -> operator.id().equals(id) && operator.inForce(now))
        .findFirst();
  }

  public Collection<Operator> all() {
    return bySecret.values();
  }
}
