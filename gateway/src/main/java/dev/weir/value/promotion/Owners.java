package dev.weir.value.promotion;

import dev.weir.value.promotion.Signature.As;
import java.util.List;
import java.util.Optional;

/// The two who decide on a use case, by the ids of their operators.
public record Owners(String business, String technical) {
  public Owners {
    if (business.equals(technical)) {
      throw new IllegalArgumentException(
          "the owners are two people, was operator '%s' twice".formatted(business));
    }
  }

  List<String> all() {
    return List.of(business, technical);
  }

  /// As which of the two somebody decides, if as any.
  public Optional<As> capacity(String operator) {
    if (operator.equals(business)) {
      return Optional.of(As.BUSINESS);
    }
    return operator.equals(technical) ? Optional.of(As.TECHNICAL) : Optional.empty();
  }
}
