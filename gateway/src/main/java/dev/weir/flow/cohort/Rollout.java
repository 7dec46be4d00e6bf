package dev.weir.flow.cohort;

import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.refusal.Refusal;
import dev.weir.flow.window.Period;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who may call for a use case: a share of users, named ones, or nobody.
///
/// @param useCase the value of the tag, and the rollout's id
/// @param share of those who are eligible, by where they stand under the salt
/// @param users let in whatever the share is, if they are eligible
/// @param eligible whom it can let in at all
/// @param usersMax how many it lets in at most, named ones included; of a roster only
/// @param closed nobody may call, whatever else stands here
/// @param salt decides which users a share is; the use case unless said
/// @param enforced whether others are refused, or it is only noted that they would be
/// @param period when it judges; before and after, everybody may call
public record Rollout(
    String useCase,
    Portion share,
    SortedSet<String> users,
    Eligible eligible,
    Optional<Integer> usersMax,
    boolean closed,
    String salt,
    boolean enforced,
    Period period) {
  /// Begins what users are placed by, so that no experiment of the same name places them alike.
  static final String PLACED_BY = "rollout/";

  private static final int NAMED_MAX = 10_000;

  /// Whom a rollout can let in.
  public enum Eligible {
    EVERYBODY,
    /// Who is on the use case's roster.
    ROSTER
  }

  public Rollout {
    TagRegistry.requireValue("rollout", useCase);
    TagRegistry.requireValue("rollout '%s': field 'salt'".formatted(useCase), salt);
    if (users.size() > NAMED_MAX) {
      throw new IllegalArgumentException(
          "rollout '%s': field 'users' names at most %d, was %d; more are a share"
              .formatted(useCase, NAMED_MAX, users.size()));
    }
    users.forEach(
        user -> TagRegistry.requireValue("rollout '%s': field 'users'".formatted(useCase), user));
    users = Collections.unmodifiableSortedSet(new TreeSet<>(users));
    requireMost(useCase, users.size(), eligible, usersMax);
  }

  private static void requireMost(
      String useCase, int named, Eligible eligible, Optional<Integer> usersMax) {
    if (usersMax.isEmpty()) {
      return;
    }
    if (eligible == Eligible.EVERYBODY) {
      throw new IllegalArgumentException(
          "rollout '%s': field 'users_max' needs 'eligible' to be 'roster': of how many users the share is is not known otherwise"
              .formatted(useCase));
    }
    if (usersMax.get() < named) {
      throw new IllegalArgumentException(
          "rollout '%s': field 'users_max' is at least the number of 'users', %d, was %d"
              .formatted(useCase, named, usersMax.get()));
    }
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
    if (before.eligible == Eligible.ROSTER && eligible == Eligible.EVERYBODY) {
      return Optional.of("field 'eligible' stays roster, was everybody");
    }
    if (before.usersMax.isPresent() && eligible == Eligible.ROSTER && most() > before.most()) {
      return Optional.of(
          "field 'users_max' is at most %d, was %s"
              .formatted(before.most(), usersMax.map(String::valueOf).orElse("absent")));
    }
    Optional<String> added = users.stream().filter(user -> !before.surelyHas(user)).findFirst();
    if (added.isPresent()) {
      return Optional.of("field 'users' names who is in, was '%s'".formatted(added.get()));
    }
    return closed || share.equals(Portion.NOBODY) || salt.equals(before.salt)
        ? Optional.empty()
        : Optional.of("field 'salt' stays '%s', was '%s'".formatted(before.salt, salt));
  }

  private int most() {
    return usersMax.orElse(Integer.MAX_VALUE);
  }

  /// Whatever the roster says of how many the share is.
  private boolean surelyHas(String user) {
    return eligible == Eligible.EVERYBODY ? hasOfEverybody(user) : users.contains(user);
  }

  /// Whether a user is in, where everybody is eligible.
  boolean hasOfEverybody(String user) {
    return share.isAll()
        || users.contains(user)
        || (!user.isEmpty() && share.holds(Draw.of(PLACED_BY + salt, user)));
  }

  /// Why a call is outside a rollout.
  ///
  /// @param enforced false = it is only noted
  public record Outside(Refusal refusal, boolean enforced) {}
}
