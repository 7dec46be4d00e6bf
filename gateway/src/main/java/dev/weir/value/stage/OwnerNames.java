package dev.weir.value.stage;

import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operators;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Which operators the owners of a use case are: a use case names each by the operator's id or
/// name.
final class OwnerNames {
  private final Supplier<Operators> operators;

  OwnerNames(Supplier<Operators> operators) {
    this.operators = operators;
  }

  /// Why nobody can sign for a use case; nothing if its owners can.
  Optional<Refused> missing(UseCase useCase) {
    return unknown(useCase, "business", useCase.businessOwner())
        .or(() -> unknown(useCase, "technical", useCase.technicalOwner()))
        .or(() -> same(useCase));
  }

  /// Nothing where [#missing] says why.
  Optional<Owners> of(UseCase useCase) {
    return missing(useCase).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Owners(
                known(useCase.businessOwner()).getFirst().id(),
                known(useCase.technicalOwner()).getFirst().id()));
  }

  private Optional<Refused> unknown(UseCase useCase, String field, Optional<String> owner) {
    int count = known(owner).size();
    return count == 1
        ? Optional.empty()
        : no(
            "use case '%s': field 'owners.%s' is the id or name of one operator whose key is not revoked, was %s, which %d have"
                .formatted(
                    useCase.id(), field, owner.map("'%s'"::formatted).orElse("missing"), count));
  }

  private Optional<Refused> same(UseCase useCase) {
    return known(useCase.businessOwner()).equals(known(useCase.technicalOwner()))
        ? no(
            "use case '%s': fields 'owners.business' and 'owners.technical' are two people, was '%s' for both"
                .formatted(useCase.id(), useCase.technicalOwner().orElse("")))
        : Optional.empty();
  }

  private List<Operator> known(Optional<String> owner) {
    return operators.get().all().stream()
        .filter(each -> each.revoked().isEmpty())
        .filter(
            each -> owner.filter(it -> it.equals(each.id()) || it.equals(each.name())).isPresent())
        .toList();
  }

  private static Optional<Refused> no(String message) {
    return Optional.of(new Refused(Rule.OWNERS, message));
  }
}
