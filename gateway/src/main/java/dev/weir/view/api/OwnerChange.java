package dev.weir.view.api;

import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Operators;
import dev.weir.value.portfolio.UseCase;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// That the owners of a use case change: who is to sign for it from then on. What was signed by two
/// is not put under others by a third: one of the two does that, or an admin, where they are gone.
///
/// @param operators there are now
record OwnerChange(UseCase before, UseCase next, Operators operators) {

  /// Why somebody may not; nothing where the owners stay, or who asks may.
  ///
  /// @param who whose personal key it is; nobody on the machine itself, who may do everything
  Optional<String> refusal(Optional<Operator> who) {
    boolean changes =
        !before.businessOwner().equals(next.businessOwner())
            || !before.technicalOwner().equals(next.technicalOwner());
    boolean mayNot =
        who.filter(it -> it.role() != Role.ADMIN)
            .filter(it -> owners().noneMatch(owner -> isOf(owner, it)))
            .isPresent();
    return changes && mayNot
        ? Optional.of(
            "use case '%s' at '%s': field 'owners' is changed by one of them, %s, or by an admin, was by '%s'"
                .formatted(
                    before.id(),
                    before.stage().code(),
                    owners().toList(),
                    who.map(Operator::name).orElseThrow()))
        : Optional.empty();
  }

  private Stream<String> owners() {
    return Stream.of(before.businessOwner(), before.technicalOwner()).flatMap(Optional::stream);
  }

  private boolean isOf(String owner, Operator operator) {
    return operators.named(owner).stream()
        .map(Operator::id)
        .toList()
        .equals(List.of(operator.id()));
  }
}
