package dev.weir.flow.cohort;

import dev.weir.flow.cohort.Rollout.Eligible;
import dev.weir.flow.cohort.Rollout.Outside;
import dev.weir.flow.refusal.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A rollout as calls meet it.
final class Door {
  private final Rollout rollout;

  /// Absent where everybody is eligible, and where it is not known who is.
  private final @Nullable Admitted admitted;

  private Door(Rollout rollout, @Nullable Admitted admitted) {
    this.rollout = rollout;
    this.admitted = admitted;
  }

  /// One that asks no roster, or is closed.
  ///
  /// @throws IllegalArgumentException when it is open to those on a roster
  static Door of(Rollout rollout) {
    if (rollout.eligible() == Eligible.ROSTER && !rollout.closed()) {
      throw new IllegalArgumentException(
          "rollout '%s': field 'eligible' is 'roster', and use case '%s' has no roster that lists its users: put one, or 'everybody'"
              .formatted(rollout.useCase(), rollout.useCase()));
    }
    return new Door(rollout, null);
  }

  static Door of(Rollout rollout, EligibleUsers eligible) {
    boolean isAsked = rollout.eligible() == Eligible.ROSTER && eligible.areKnown();
    return new Door(rollout, isAsked ? new Admitted(rollout, eligible) : null);
  }

  /// How many of those who are eligible may call; nothing where that is everybody.
  Optional<Integer> admitted() {
    return Optional.ofNullable(admitted).map(its -> rollout.closed() ? 0 : its.count());
  }

  /// Why a user may not call at an instant; nothing if it may.
  ///
  /// @param user empty where the call names none
  /// @param version of the rule book this stands in
  Optional<Outside> outside(String user, Instant at, String version) {
    if (!rollout.period().contains(at)) {
      return Optional.empty();
    }
    if (rollout.closed()) {
      return Optional.of(
          outside(
              Refusal.Kind.USE_CASE_CLOSED,
              "use case '%s' is closed: nobody may call for it (rule book %s)"
                  .formatted(rollout.useCase(), version)));
    }
    if (isIn(user)) {
      return Optional.empty();
    }
    return Optional.of(
        outside(
            Refusal.Kind.NOT_IN_ROLLOUT,
            "use case '%s' is open to %s, and %s (rule book %s)"
                .formatted(rollout.useCase(), openTo(), whyNot(user), version)));
  }

  private boolean isIn(String user) {
    return switch (rollout.eligible()) {
      case EVERYBODY -> rollout.hasOfEverybody(user);
      case ROSTER -> !user.isEmpty() && known().has(user);
    };
  }

  private Admitted known() {
    if (admitted == null) {
      throw new IllegalStateException(
          "rollout '%s' was read without the users of its roster, and judges no call"
              .formatted(rollout.useCase()));
    }
    return admitted;
  }

  private String whyNot(String user) {
    if (user.isEmpty()) {
      return "the call has no tag 'user' that says whether it is of one of them";
    }
    boolean isStranger = admitted != null && !admitted.isEligible(user);
    return "user '%s' is not among %s".formatted(user, isStranger ? "the eligible users" : "them");
  }

  private String openTo() {
    String whom =
        "%s of %susers".formatted(rollout.share(), admitted == null ? "" : "the eligible ");
    String most =
        admitted != null && admitted.isFull()
            ? ", %d at most".formatted(rollout.usersMax().orElseThrow())
            : "";
    int named = rollout.users().size();
    return named == 0 ? whom + most : "%s and %d named%s".formatted(whom, named, most);
  }

  private Outside outside(Refusal.Kind kind, String why) {
    return new Outside(
        Refusal.byRule(kind, rollout.useCase(), why, Duration.ZERO), rollout.enforced());
  }
}
