package dev.weir.flow.identity;

import dev.weir.flow.refusal.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What an application calls Weir with, and what Weir knows of its calls because of it.
///
/// @param id public and stable, `key_…`: the value of the tag [TagNames#KEY]; rotation keeps it, so
///   budgets, limits and reports do not notice
/// @param name for people; also names the use case of quarantined calls
/// @param secrets hashes of the secrets that open it, the current one first
/// @param fixed tags that no caller can change
/// @param settable names of further tags that a caller may set
/// @param trustsUserTags whether a caller may say who the end user is
/// @param onMissing what happens to a call that lacks a required tag
/// @param distinctMax most different values a day that callers may give one tag
/// @param models patterns of model names it may ask for, `*` = any run of characters; empty = all
/// @param purposes what it may call for; empty = everything
/// @param expires the first instant at which it no longer works
/// @param revoked the instant it was taken back
public record VirtualKey(
    String id,
    String name,
    List<Secret> secrets,
    Tags fixed,
    Set<String> settable,
    boolean trustsUserTags,
    OnMissing onMissing,
    int distinctMax,
    List<String> models,
    Set<Purpose> purposes,
    Instant created,
    Optional<Instant> expires,
    Optional<Instant> revoked) {
  public static final int DISTINCT_MAX_BY_DEFAULT = 1_000;

  /// Most secrets that open one key at a time: the current one and those still in their overlap.
  static final int SECRETS_MAX = 4;

  private static final int DISTINCT_MAX_LIMIT = 100_000;
  private static final int TAGS_MAX = 32;
  private static final int MODELS_MAX = 100;

  /// What happens to a call that lacks a required tag.
  public enum OnMissing {
    REFUSE,
    /// It is made under the use case `quarantine:<key name>`.
    QUARANTINE
  }

  /// One secret that opens the key.
  ///
  /// @param until the first instant at which it no longer does; absent for the current one
  public record Secret(SecretHash hash, Optional<Instant> until) {}

  public VirtualKey {
    secrets = List.copyOf(secrets);
    settable = Set.copyOf(settable);
    models = List.copyOf(models);
    purposes = Set.copyOf(purposes);
    require(
        id.startsWith("key_") && id.length() <= TagText.NAME_LENGTH_MAX,
        id,
        "its id is 'key_' and up to 60 characters");
    require(
        TagText.valueProblem(name).isEmpty() && name.length() <= 100,
        name,
        "its name has 1 to 100 visible characters");
    require(
        !secrets.isEmpty() && secrets.size() <= SECRETS_MAX,
        name,
        "it has 1 to %d secrets, was %d".formatted(SECRETS_MAX, secrets.size()));
    require(
        fixed.size() + settable.size() <= TAGS_MAX,
        name,
        "it fixes and lets set at most %d tags, was %d"
            .formatted(TAGS_MAX, fixed.size() + settable.size()));
    require(
        distinctMax >= 1 && distinctMax <= DISTINCT_MAX_LIMIT,
        name,
        "distinct_max is 1 to %d, was %d".formatted(DISTINCT_MAX_LIMIT, distinctMax));
    require(
        models.size() <= MODELS_MAX && models.stream().noneMatch(String::isBlank),
        name,
        "it names at most %d models, none of them empty".formatted(MODELS_MAX));
    for (Tags.Tag tag : fixed) {
      requireTagName(name, tag.name());
      String problem = TagText.valueProblem(tag.value());
      require(problem.isEmpty(), name, problem);
      require(
          !TagRegistry.isQuarantine(tag.name(), tag.value()),
          name,
          "use cases that begin with '%s' are made by Weir".formatted(TagRegistry.QUARANTINE));
    }
    for (String tag : settable) {
      requireTagName(name, tag);
      require(
          !tag.equals(TagNames.USER),
          name,
          "callers set the user only where the key has trusts_user_tags");
    }
  }

  private static void requireTagName(String key, String name) {
    String problem = TagText.nameProblem(name);
    require(problem.isEmpty(), key, problem);
    require(
        !TagRegistry.RESERVED.contains(name), key, "the tag '%s' is set by Weir".formatted(name));
  }

  private static void require(boolean holds, String key, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("key '%s': %s".formatted(TagText.printable(key), rule));
    }
  }

  /// Whether the callers of this key may set a tag.
  public boolean lets(String tag) {
    return tag.equals(TagNames.USER) ? trustsUserTags : settable.contains(tag);
  }

  /// Empty when the key may ask for a model, else why not.
  public Optional<Refusal> refusalOf(String model) {
    for (int i = 0; i < models.size(); i++) {
      if (Glob.matches(models.get(i), model)) {
        return Optional.empty();
      }
    }
    return models.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                Refusal.Kind.MODEL_NOT_ALLOWED,
                "key '%s' may not use the model '%s'; it may use %s"
                    .formatted(name, TagText.printable(model), models)));
  }

  /// This key with a new secret; the secrets it had go on working until `overlapEnd`, or their own
  /// earlier end. Ended ones are forgotten; more than four at a time, and a revoked key, are an
  /// [IllegalArgumentException].
  public VirtualKey rotated(SecretHash next, Instant now, Instant overlapEnd) {
    require(revoked.isEmpty(), name, "it is revoked and gets no new secret");
    List<Secret> all = new ArrayList<>();
    all.add(new Secret(next, Optional.empty()));
    for (Secret secret : secrets) {
      Instant until = secret.until().filter(overlapEnd::isAfter).orElse(overlapEnd);
      if (now.isBefore(until)) {
        all.add(new Secret(secret.hash(), Optional.of(until)));
      }
    }
    return with(all, expires, revoked);
  }

  /// This key, ended at an instant.
  public VirtualKey expiringAt(Instant instant) {
    return with(secrets, Optional.of(instant), revoked);
  }

  /// This key, taken back; a key stays revoked from the first time on.
  public VirtualKey revokedAt(Instant instant) {
    return with(secrets, expires, Optional.of(revoked.orElse(instant)));
  }

  private VirtualKey with(
      List<Secret> newSecrets, Optional<Instant> newExpires, Optional<Instant> newRevoked) {
    return new VirtualKey(
        id,
        name,
        newSecrets,
        fixed,
        settable,
        trustsUserTags,
        onMissing,
        distinctMax,
        models,
        purposes,
        created,
        newExpires,
        newRevoked);
  }
}
