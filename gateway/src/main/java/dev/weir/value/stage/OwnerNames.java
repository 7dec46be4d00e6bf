package dev.weir.value.stage;

import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operators;
import dev.weir.value.portfolio.UseCase;
import dev.weir.value.promotion.Owners;
import dev.weir.value.promotion.Refused;
import dev.weir.value.promotion.Rule;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// Each owner who is one operator in force, whatever the other one is.
  Set<String> each(UseCase useCase) {
    return Stream.of(useCase.businessOwner(), useCase.technicalOwner())
        .map(this::known)
        .filter(operators -> operators.size() == 1)
        .map(operators -> operators.getFirst().id())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Refused> unknown(UseCase useCase, String field, Optional<String> owner) {
    int count = known(owner).size();
    return count == 1
        ? Optional.empty()
        : no(
            "use case '%s': field 'owners.%s' is the id or name of one operator who is not revoked, was %s, which %d have"
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
    return owner.map(operators.get()::named).orElse(List.of());
  }

  private static Optional<Refused> no(String message) {
    return Optional.of(new Refused(Rule.OWNERS, message));
  }
}
