package dev.weir.view.api;

import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// People who work with the control plane.
final class OperatorRoutes {
  private final RunningGateway gateway;
  private final Changes changes;

  OperatorRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  record NewOperator(String name, Role role) {}

  record OperatorList(List<OperatorPage> operators) {}

  record OperatorPage(
      String id,
      String name,
      Role role,
      Instant created,
      Optional<Instant> expires,
      Optional<Instant> revoked) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listOperators", "/api/v1/operators", "Everybody with a personal key.")
            .needs(Role.ADMIN)
            .answers(OperatorList.class)
            .does(this::list),
        Endpoint.change(
                "POST",
                "createOperator",
                "/api/v1/operators",
                "Makes a personal key; its secret is shown this once.")
            .needs(Role.ADMIN)
            .takes(NewOperator.class)
            .creates(KeyRoutes.IssuedSecret.class)
            .does(this::create),
        Endpoint.change(
                "POST",
                "revokeOperator",
                "/api/v1/operators/{id}/revoke",
                "Takes a personal key back, for good.")
            .needs(Role.ADMIN)
            .answers(Pages.Changed.class)
            .does(this::revoke));
  }

  private Answer list(Inquiry inquiry) {
    return Answer.of(
        new OperatorList(
            changes.current(Kind.OPERATOR).stream()
                .map(version -> page(Operator.read(version.id(), version.body())))
                .toList()));
  }

  private Answer create(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("name", "role"));
    return KeyRoutes.issued(
        gateway
            .keys()
            .createOperator(
                inquiry.text("name"), role(inquiry.text("role")), inquiry.who(), inquiry.why()));
  }

  private Answer revoke(Inquiry inquiry) {
    Optional<Version> there = changes.current(Kind.OPERATOR, inquiry.id());
    if (there.isEmpty()) {
      return Answer.missing("operator", inquiry.id());
    }
    Operator operator = Operator.read(inquiry.id(), there.get().body());
    if (isLastAdmin(operator, inquiry.now())) {
      return Answer.invalid(
          "operator '%s' is the last admin; make another one first".formatted(operator.name()));
    }
    return changes.put(
        Kind.OPERATOR, operator.id(), operator.revokedAt(inquiry.now()).write(), inquiry);
  }

  private boolean isLastAdmin(Operator operator, Instant now) {
    return operator.role() == Role.ADMIN
        && gateway.books().inForce().operators().all().stream()
            .filter(other -> !other.id().equals(operator.id()))
            .noneMatch(other ->
                other.role() == Role.ADMIN
                    && other.revoked().isEmpty()
                    && other.expires().filter(end -> !now.isBefore(end)).isEmpty());
  }

  private static Role role(String code) {
    return Arrays.stream(Role.values())
        .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "field 'role' is one of admin, finops, viewer, was '%s'".formatted(code)));
  }

  private static OperatorPage page(Operator operator) {
    return new OperatorPage(
        operator.id(),
        operator.name(),
        operator.role(),
        operator.created(),
        operator.expires(),
        operator.revoked());
  }
}
