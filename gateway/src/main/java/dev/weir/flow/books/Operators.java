package dev.weir.flow.books;

import dev.weir.flow.identity.SecretHash;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Everybody who may work with the control plane, at one moment. Immutable.
public final class Operators {
  private final Map<String, Operator> byId;
  private final Map<SecretHash, Operator> bySecret;

  /// Two operators with one secret are an [IllegalArgumentException].
  public Operators(Collection<Operator> operators) {
    Map<String, Operator> ids = new HashMap<>();
    Map<SecretHash, Operator> secrets = new HashMap<>();
    for (Operator operator : operators) {
      ids.put(operator.id(), operator);
      if (operator.hash().filter(it -> secrets.putIfAbsent(it, operator) != null).isPresent()) {
        throw new IllegalArgumentException(
            "operator '%s' has the secret of another".formatted(operator.id()));
      }
    }
    byId = Map.copyOf(ids);
    bySecret = Map.copyOf(secrets);
  }

  /// Who a secret belongs to, if it works at an instant.
  public Optional<Operator> find(String secret, Instant now) {
    return Optional.ofNullable(bySecret.get(SecretHash.of(secret)))
        .filter(operator -> operator.inForce(now));
  }

  /// Who has an id, if the person gets in at an instant.
  public Optional<Operator> byId(String id, Instant now) {
    return Optional.ofNullable(byId.get(id)).filter(operator -> operator.inForce(now));
  }

  /// Whom a text means that names somebody: who has it as id, else those who have it as a name, as
  /// long as it is one given here. What people call themselves at a provider means nobody.
  public List<Operator> named(String text) {
    List<Operator> byId = unrevoked(each -> each.id().equals(text));
    return byId.isEmpty()
        ? unrevoked(each -> each.issuer().isEmpty() && each.name().equals(text))
        : byId;
  }

  private List<Operator> unrevoked(Predicate<Operator> which) {
    return all().stream().filter(each -> each.revoked().isEmpty()).filter(which).toList();
  }

  public Collection<Operator> all() {
    return byId.values();
  }
}
