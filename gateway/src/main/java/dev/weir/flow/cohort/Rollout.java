package dev.weir.flow.cohort;

import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.window.Period;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who may call for a use case: a share of users, named ones, or nobody.
///
/// @param useCase the value of the tag, and the rollout's id
/// @param share of all users, by where they stand under the salt
/// @param users let in whatever the share is
/// @param closed nobody may call, whatever else stands here
/// @param salt decides which users a share is; the use case unless said
/// @param enforced whether others are refused, or it is only noted that they would be
/// @param period when it judges; before and after, everybody may call
public record Rollout(
    String useCase,
    Portion share,
    SortedSet<String> users,
    boolean closed,
    String salt,
    boolean enforced,
    Period period) {
  /// Begins what users are placed by, so that no experiment of the same name places them alike.
  private static final String PLACED_BY = "rollout/";

  private static final int USERS_MAX = 10_000;

  public Rollout {
    TagRegistry.requireValue("rollout", useCase);
    TagRegistry.requireValue("rollout '%s': field 'salt'".formatted(useCase), salt);
    if (users.size() > USERS_MAX) {
      throw new IllegalArgumentException(
          "rollout '%s': field 'users' names at most %d, was %d; more are a share"
              .formatted(useCase, USERS_MAX, users.size()));
    }
    users.forEach(
        user -> TagRegistry.requireValue("rollout '%s': field 'users'".formatted(useCase), user));
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
  }

  /// Why a user may not call at an instant; nothing if it may.
  ///
  /// @param user empty where the call names none
  /// @param version of the rule book this stands in
  Optional<Outside> outside(String user, Instant at, String version) {
    if (!period.contains(at)) {
      return Optional.empty();
    }
    if (closed) {
      return Optional.of(
          outside(
              Refusal.Kind.USE_CASE_CLOSED,
              "use case '%s' is closed: nobody may call for it (rule book %s)"
                  .formatted(useCase, version)));
    }
    if (lets(user)) {
      return Optional.empty();
    }
    if (user.isEmpty()) {
      return Optional.of(
          outside(
              Refusal.Kind.NOT_IN_ROLLOUT,
              "use case '%s' is open to %s, and the call has no tag 'user' that says whether it is of one of them (rule book %s)"
                  .formatted(useCase, openTo(), version)));
    }
    return Optional.of(
        outside(
            Refusal.Kind.NOT_IN_ROLLOUT,
            "use case '%s' is open to %s, and user '%s' is not among them (rule book %s)"
                .formatted(useCase, openTo(), user, version)));
  }

  /// Whether a user is in, where it is not closed.
  private boolean lets(String user) {
    return share.isAll()
        || users.contains(user)
        || (!user.isEmpty() && share.holds(Draw.of(PLACED_BY + salt, user)));
  }

  /// By which field this may let in whom another one does not; nothing if it only narrows it. What
  /// lets nobody in by its share may have another salt.
  ///
  /// @param before the one in force
  public Optional<String> opens(Rollout before) {
    if (before.closed && !closed) {
      return Optional.of("field 'closed' stays true, was false");
    }
    if (before.enforced && !enforced) {
      return Optional.of("field 'mode' stays enforce, was shadow");
    }
    if (!period.equals(before.period) && !period.equals(Period.ALWAYS)) {
      return Optional.of("fields 'from' and 'until' stay as they are, were " + period.text());
    }
    if (share.thousandths() > before.share.thousandths()) {
      return Optional.of("field 'share' is at most %s, was %s".formatted(before.share, share));
    }
    Optional<String> added = users.stream().filter(user -> !before.lets(user)).findFirst();
    if (added.isPresent()) {
      return Optional.of("field 'users' names who is in, was '%s'".formatted(added.get()));
    }
    return closed || share.equals(Portion.NOBODY) || salt.equals(before.salt)
        ? Optional.empty()
        : Optional.of("field 'salt' stays '%s', was '%s'".formatted(before.salt, salt));
  }

  private Outside outside(Refusal.Kind kind, String why) {
    return new Outside(Refusal.byRule(kind, useCase, why, Duration.ZERO), enforced);
  }

  private String openTo() {
    String ofAll = "%s of users".formatted(share);
    return users.isEmpty() ? ofAll : "%s and %d named".formatted(ofAll, users.size());
  }

  /// Why a call is outside a rollout.
  ///
  /// @param enforced false = it is only noted
  public record Outside(Refusal refusal, boolean enforced) {}
}
