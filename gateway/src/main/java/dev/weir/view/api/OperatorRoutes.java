package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import dev.weir.flow.books.Version;
import dev.weir.view.right.Right;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// People who work with the control plane.
final class OperatorRoutes {
  private final RunningGateway gateway;
  private final Changes changes;

  OperatorRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param useCases an owner's
  /// @param teams a developer's
  record NewOperator(
      String name, Role role, Optional<List<String>> useCases, Optional<List<String>> teams) {}

  /// What somebody is there for from now on.
  record NewRemit(Role role, Optional<List<String>> useCases, Optional<List<String>> teams) {}

  record OperatorList(List<OperatorPage> operators) {}

  /// @param key whether there is a personal key
  record OperatorPage(
      String id,
      int version,
      String name,
      Role role,
      List<String> useCases,
      List<String> teams,
      boolean key,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> revoked) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get(
                "listOperators", "/api/v1/operators", "Everybody who works with the control plane.")
            .needs(Right.READ_PEOPLE)
            .answers(OperatorList.class)
            .does(this::list),
        Endpoint.change(
                "POST",
                "createOperator",
                "/api/v1/operators",
                "Makes a personal key; its secret is shown this once.")
            .needs(Right.ADMINISTER)
            .takes(NewOperator.class)
            .creates(KeyRoutes.IssuedSecret.class)
            .does(this::create),
        Endpoint.change(
                "PUT",
                "changeOperator",
                "/api/v1/operators/{id}",
                "Gives somebody another role, or other use cases or teams.")
            .needs(Right.ADMINISTER)
            .versioned()
            .takes(NewRemit.class)
            .answers(Pages.Changed.class)
            .does(this::change),
        Endpoint.change(
                "POST",
                "revokeOperator",
                "/api/v1/operators/{id}/revoke",
                "Takes somebody out, for good: key, sessions and all.")
            .needs(Right.ADMINISTER)
            .answers(Pages.Changed.class)
            .does(this::revoke));
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(
        new OperatorList(
            changes.current(Kind.OPERATOR).stream().map(OperatorRoutes::page).toList()));
  }

  private Answer create(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("name", "role", "use_cases", "teams"));
    return KeyRoutes.issued(
        gateway
            .keys()
            .createOperator(inquiry.text("name"), remit(inquiry), inquiry.who(), inquiry.why()));
  }

  private static Remit remit(Inquiry inquiry) {
    return new Remit(
        role(inquiry.text("role")), names(inquiry, "use_cases"), names(inquiry, "teams"));
  }

  private static Set<String> names(Inquiry inquiry, String field) {
    return inquiry.body().hasNonNull(field)
        ? Set.copyOf(new TreeSet<>(inquiry.texts(field)))
        : Set.of();
  }

  private Answer change(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("role", "use_cases", "teams"));
    return replace(inquiry, operator -> operator.with(remit(inquiry)));
  }

  private Answer revoke(Inquiry inquiry) {
    inquiry.requireOnly(Set.of());
    return replace(inquiry, operator -> operator.revokedAt(inquiry.now()));
  }

  /// Against the version that was read: who was taken out meanwhile stays out.
  private Answer replace(Inquiry inquiry, UnaryOperator<Operator> how) {
    Optional<Version> there = changes.current(Kind.OPERATOR, inquiry.id());
    if (there.isEmpty()) {
      return Answer.missing("operator", inquiry.id());
    }
    Operator operator = Operator.read(inquiry.id(), there.get().body());
    Operator next = how.apply(operator);
    boolean staysAdmin = next.role() == Role.ADMIN && next.revoked().isEmpty();
    if (!staysAdmin && isLastAdmin(operator, inquiry.now())) {
      return Answer.invalid(
          "operator '%s' is the last admin; make another one first".formatted(operator.name()));
    }
    return changes.put(
        Kind.OPERATOR, next.write(), inquiry, there.get().version(), UnaryOperator.identity());
  }

  private boolean isLastAdmin(Operator operator, Instant now) {
    return operator.role() == Role.ADMIN
        && gateway.books().inForce().operators().all().stream()
            .filter(other -> !other.id().equals(operator.id()))
            .noneMatch(other -> other.role() == Role.ADMIN && other.inForce(now));
  }

  private static Role role(String code) {
    return Arrays.stream(Role.values())
        .filter(role -> role.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "field 'role' is one of %s, was '%s'"
                    .formatted(Arrays.stream(Role.values()).map(Role::code).toList(), code)));
  }

  private static OperatorPage page(Version version) {
    Operator operator = Operator.read(version.id(), version.body());
    return new OperatorPage(
        operator.id(),
        version.version(),
        operator.name(),
        operator.role(),
        operator.remit().useCases().stream().sorted().toList(),
        operator.remit().teams().stream().sorted().toList(),
        operator.hash().isPresent(),
        operator.created(),
        operator.expires(),
        operator.revoked());
  }
}
