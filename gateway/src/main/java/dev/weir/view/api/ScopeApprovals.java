package dev.weir.view.api;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Version;
import dev.weir.value.portfolio.Policy;
import dev.weir.value.portfolio.ScopePart;
import dev.weir.value.portfolio.UseCase;
import java.util.Optional;
import java.util.function.Predicate;

/// Whether who puts a use case may approve what is added to its scope: in their own name, and not
/// what they added themselves where the policy has it so.
final class ScopeApprovals {
  private final Facts facts;
  private final Portfolio portfolio;

  ScopeApprovals(Facts facts, Portfolio portfolio) {
    this.facts = facts;
    this.portfolio = portfolio;
  }

  /// Refuses by part, rule and value.
  void require(UseCase next, Optional<UseCase> before, Inquiry inquiry) {
    for (ScopePart part : next.approvedAnew(before)) {
      String thing = "use case '%s': scope '%s': ".formatted(next.id(), part.name());
      requireOwnName(thing, part, inquiry);
      if (portfolio.policy().scopeApproval() == Policy.ScopeApproval.ANOTHER) {
        requireAnother(thing, next.id(), part, inquiry.who());
      }
    }
  }

  private static void requireOwnName(String thing, ScopePart part, Inquiry inquiry) {
    String by = part.approval().orElseThrow().by();
    Predicate<Operator> isNamed =
        operator -> by.equals(operator.id()) || by.equals(operator.name());
    if (inquiry.operator().filter(isNamed).isEmpty()) {
      throw new IllegalArgumentException(
          "%sfield 'approved_by' is the id or name of who puts it with an own key, %s, was '%s'"
              .formatted(thing, inquiry.who(), by));
    }
  }

  private void requireAnother(String thing, String useCase, ScopePart part, String who) {
    String added =
        addedBy(useCase, part)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    thing
                        + "it is put without 'approved_by' first, for another to approve it"
                        + " (scope_approval)"));
    if (added.equals(who)) {
      throw new IllegalArgumentException(
          "%sfield 'approved_by' is another than who added it (scope_approval), was '%s' for both"
              .formatted(thing, who));
    }
  }

  /// Who put the version since which a part has waited; nobody where it does not wait now.
  private Optional<String> addedBy(String useCase, ScopePart part) {
    return facts.history(Kind.USE_CASE, useCase).stream()
        .takeWhile(version -> !version.retired() && waits(version, part))
        .reduce((_, earlier) -> earlier)
        .map(Version::who);
  }

  private static boolean waits(Version version, ScopePart part) {
    return Portfolio.read(version).scope().stream()
        .anyMatch(it -> it.isSameAs(part) && it.approval().isEmpty());
  }
}
