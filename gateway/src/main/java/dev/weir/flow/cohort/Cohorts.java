package dev.weir.flow.cohort;

import dev.weir.flow.identity.TagNames;
import dev.weir.flow.identity.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All rollouts and experiments in force. Immutable; a call looks its use case up and hashes only
/// where that has one.
public final class Cohorts {
  public static final Cohorts NONE = new Cohorts(List.of(), List.of(), Map.of());

  private static final int ROLLOUTS_MAX = 10_000;
  private static final int EXPERIMENTS_MAX = 1_000;

  private final SortedMap<String, Rollout> rollouts = new TreeMap<>();
  private final SortedMap<String, EligibleUsers> rosters = new TreeMap<>();
  private final Map<String, Door> doors = new HashMap<>();
  private final SortedMap<String, Experiment> experiments = new TreeMap<>();
  private final Map<String, List<Experiment>> running = new HashMap<>();

  /// @param rosters by use case; those that no rollout asks for are left out
  /// @throws IllegalArgumentException for one that is there twice, a rollout without the roster it
  ///   asks for, or two experiments that could want the same call
  public Cohorts(
      Collection<Rollout> rollouts,
      Collection<Experiment> experiments,
      Map<String, EligibleUsers> rosters) {
    if (rollouts.size() > ROLLOUTS_MAX || experiments.size() > EXPERIMENTS_MAX) {
      throw new IllegalArgumentException(
          "a rule book has at most %d rollouts and %d experiments, was %d and %d"
              .formatted(ROLLOUTS_MAX, EXPERIMENTS_MAX, rollouts.size(), experiments.size()));
    }
    rollouts.forEach(rollout -> add(rollout, Optional.ofNullable(rosters.get(rollout.useCase()))));
    experiments.stream().sorted(Comparator.comparing(Experiment::name)).forEach(this::add);
  }

  private void add(Rollout rollout, Optional<EligibleUsers> roster) {
    if (rollouts.put(rollout.useCase(), rollout) != null) {
      throw new IllegalArgumentException(
          "rollout '%s' is there twice".formatted(rollout.useCase()));
    }
    if (rollout.eligible() == Rollout.Eligible.ROSTER) {
      roster.ifPresent(users -> rosters.put(rollout.useCase(), users));
    }
    doors.put(
        rollout.useCase(),
        roster.map(users -> Door.of(rollout, users)).orElseGet(() -> Door.of(rollout)));
  }

  private void add(Experiment experiment) {
    if (experiments.put(experiment.name(), experiment) != null) {
      throw new IllegalArgumentException(
          "experiment '%s' is there twice".formatted(experiment.name()));
    }
    if (experiment.state() != Experiment.State.RUNNING) {
      return;
    }
    List<Experiment> beside = running.computeIfAbsent(experiment.useCase(), _ -> new ArrayList<>());
    for (Experiment other : beside) {
      if (experiment.collides(other)) {
        throw new IllegalArgumentException(
            "experiment '%s' and experiment '%s' would both change calls of use case '%s': give each other names in 'asked', or other times, or run one after the other"
                .formatted(other.name(), experiment.name(), experiment.useCase()));
      }
    }
    beside.add(experiment);
  }

  /// By use case.
  public List<Rollout> rollouts() {
    return List.copyOf(rollouts.values());
  }

  /// By name.
  public List<Experiment> experiments() {
    return List.copyOf(experiments.values());
  }

  public Optional<Rollout> rollout(String useCase) {
    return Optional.ofNullable(rollouts.get(useCase));
  }

  /// The rosters that rollouts ask for, by use case.
  public SortedMap<String, EligibleUsers> rosters() {
    return Collections.unmodifiableSortedMap(rosters);
  }

  /// How many users the rollout of a use case lets in; nothing where that is not a number of a
  /// roster's.
  public Optional<Integer> admitted(String useCase) {
    return Optional.ofNullable(doors.get(useCase)).flatMap(Door::admitted);
  }

  /// Why a call with these tags is outside the rollout of its use case; nothing if it is inside, or
  /// there is none.
  ///
  /// @param version of the rule book
  public Optional<Rollout.Outside> outside(Tags tags, Instant at, String version) {
    if (doors.isEmpty()) {
      return Optional.empty();
    }
    Door door = doors.get(tags.valueOrEmpty(TagNames.USE_CASE));
    return door == null
        ? Optional.empty()
        : door.outside(tags.valueOrEmpty(TagNames.USER), at, version);
  }

  /// The experiment that calls of a use case for a name are in at an instant: there is at most one.
  public Optional<Experiment> experiment(String useCase, String asked, Instant at) {
    List<Experiment> its = running.getOrDefault(useCase, List.of());
    for (int i = 0; i < its.size(); i++) {
      if (its.get(i).isAbout(asked) && its.get(i).runs(at)) {
        return Optional.of(its.get(i));
      }
    }
    return Optional.empty();
  }

  /// The experiments that run for a use case at an instant.
  public List<Experiment> running(String useCase, Instant at) {
    return running.getOrDefault(useCase, List.of()).stream()
        .filter(experiment -> experiment.runs(at))
        .toList();
  }

  /// What is wrong with putting others in the place of these at an instant: an experiment that has
  /// begun would change.
  public Optional<String> broken(Cohorts next, Instant at) {
    return experiments.values().stream()
        .flatMap(each ->
            Begun.broken(each, Optional.ofNullable(next.experiments.get(each.name())), at).stream())
        .findFirst();
  }
}
