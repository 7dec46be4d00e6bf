package dev.weir.view.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.flow.cohort.Cohorts;
import dev.weir.flow.cohort.EligibleUsers;
import dev.weir.flow.cohort.Rollout;
import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.rule.CohortText;
import dev.weir.flow.rule.Rule;
import dev.weir.flow.rule.RuleBook;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Who may call for which use case.
final class RolloutRoutes {
  private static final String PATH = "/api/v1/rollouts/{id}";

  private final RunningGateway gateway;
  private final Changes changes;

  RolloutRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// A rollout as docs/rollouts.md defines it; its id is the use case. One of `share`, `users` and
  /// `closed` is there.
  ///
  /// @param share of those who are eligible, 0 to 1
  /// @param users let in whatever the share is, if they are eligible
  /// @param eligible everybody, or who is on the use case's roster; default: everybody
  /// @param usersMax how many may call at most, of a roster
  /// @param closed nobody may call
  /// @param salt decides which users a share is; default: the use case
  record RolloutText(
      Optional<BigDecimal> share,
      Optional<List<String>> users,
      Optional<Rollout.Eligible> eligible,
      Optional<Integer> usersMax,
      Optional<Boolean> closed,
      Optional<String> salt,
      Optional<Rule.Mode> mode,
      Optional<Instant> from,
      Optional<Instant> until) {}

  record RolloutList(List<RolloutPage> rollouts) {}

  /// A rollout in force.
  ///
  /// @param definition as it was put
  /// @param eligibleUsers on the roster, where it asks for one
  /// @param admittedUsers of them, who may call now
  record RolloutPage(
      String id,
      int version,
      String who,
      Instant at,
      ObjectNode definition,
      Optional<Integer> eligibleUsers,
      Optional<Integer> admittedUsers) {
    static RolloutPage of(Version version, Cohorts cohorts) {
      return new RolloutPage(
          version.id(),
          version.version(),
          version.who(),
          version.at(),
          version.body(),
          Optional.ofNullable(cohorts.rosters().get(version.id())).map(EligibleUsers::count),
          cohorts.admitted(version.id()));
    }
  }

  /// Whether a user may call, by the rollout in force and the roster it asks for.
  ///
  /// @param refusal its code, where the user may not
  /// @param enforced false where it would only be noted
  record Membership(
      String useCase,
      String user,
      boolean in,
      boolean enforced,
      Optional<String> refusal,
      Optional<String> why,
      String ruleBook) {}

  List<Endpoint> all() {
    return List.of(
        Endpoint.get("listRollouts", "/api/v1/rollouts", "Who may call for which use case.")
            .answers(RolloutList.class)
            .does(_ ->
                Answer.of(
                    new RolloutList(
                        changes.current(Kind.ROLLOUT).stream().map(this::page).toList()))),
        Endpoint.get("getRollout", PATH, "Who may call for one use case.")
            .answers(RolloutPage.class)
            .does(inquiry ->
                changes
                    .current(Kind.ROLLOUT, inquiry.id())
                    .map(version -> Answer.of(page(version)))
                    .orElseGet(() -> Answer.missing("rollout", inquiry.id()))),
        Endpoint.get("isInRollout", PATH + "/membership", "Whether a user may call.")
            .asks(Parameter.text("user", "As calls name it; without it, a call that names none."))
            .answers(Membership.class)
            .does(this::membership),
        Endpoint.change("PUT", "putRollout", PATH, "Says who may call, from the next call on.")
            .versioned()
            .takes(RolloutText.class)
            .answers(Pages.Changed.class)
            .does(this::put),
        Endpoint.change("DELETE", "deleteRollout", PATH, "Lets everybody call again.")
            .versioned()
            .answers(Pages.Changed.class)
            .does(inquiry -> changes.retire(Kind.ROLLOUT, inquiry.id(), List.of(), inquiry)));
  }

  private RolloutPage page(Version version) {
    return RolloutPage.of(version, gateway.books().inForce().rules().cohorts());
  }

  private Answer put(Inquiry inquiry) {
    ObjectNode body = inquiry.body().deepCopy();
    CohortText.rollout(body.deepCopy().put("id", inquiry.id()).toString());
    return changes.put(Kind.ROLLOUT, inquiry.id(), body, inquiry);
  }

  private Answer membership(Inquiry inquiry) {
    RuleBook rules = gateway.books().inForce().rules();
    if (rules.cohorts().rollout(inquiry.id()).isEmpty()) {
      return Answer.missing("rollout", inquiry.id());
    }
    String user = inquiry.veil().meant("parameter 'user'", inquiry.asked("user").orElse(""));
    Tags useCase = Tags.of(Map.of(TagNames.USE_CASE, inquiry.id()));
    Tags tags = user.isEmpty() ? useCase : useCase.with(TagNames.USER, user);
    Optional<Rollout.Outside> outside = rules.outside(tags, inquiry.now());
    return Answer.of(
        new Membership(
            inquiry.id(),
            user,
            outside.isEmpty(),
            outside.map(Rollout.Outside::enforced).orElse(true),
            outside.map(kept -> kept.refusal().kind().code()),
            outside.map(kept -> inquiry.veil().within(kept.refusal().message(), user)),
            rules.version()));
  }
}
