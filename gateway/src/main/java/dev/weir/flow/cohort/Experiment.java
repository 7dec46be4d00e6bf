package dev.weir.flow.cohort;

import dev.weir.flow.identity.TagRegistry;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.window.Period;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the gateway does for a trial: each unit gets one of the arms, and keeps it.
///
/// @param name unique for ever: what was measured is found by it
/// @param useCase whose calls take part
/// @param unit the tag whose values are put into arms: `user`, `session`, or one such as `ticket`
/// @param salt decides who gets which; the name unless said
/// @param share of the units that take part
/// @param asked names asked for that take part; none = every name
/// @param period when it runs, where it is running
public record Experiment(
    String name,
    String useCase,
    String unit,
    String salt,
    Portion share,
    SortedSet<String> asked,
    List<Arm> arms,
    Period period,
    State state) {
  /// Begin what units are placed by: who takes part, and who gets which arm, apart.
  private static final String TAKES_PART_BY = "share/";

  private static final String ARM_BY = "arm/";
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final int ARMS_MAX = 20;
  private static final int ASKED_MAX = 100;

  /// How far it is.
  public enum State {
    /// Nothing happens yet; everything may still be changed.
    DRAFT,
    /// Units are put into arms, within the period.
    RUNNING,
    /// Over, for good.
    STOPPED
  }

  public Experiment {
    if (!FORM.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "experiment '%s': its name is 1 to 128 letters, digits, '-', '_' or '.'".formatted(name));
    }
    String what = "experiment '%s': field '%%s'".formatted(name);
    TagRegistry.requireValue(what.formatted("use_case"), useCase);
    TagRegistry.requireValue(what.formatted("salt"), salt);
    TagRegistry.requireSettable(what.formatted("unit"), unit);
    if (asked.size() > ASKED_MAX || asked.contains("")) {
      throw new IllegalArgumentException(
          "%s has at most %d names, none of them empty, was %s"
              .formatted(what.formatted("asked"), ASKED_MAX, asked));
    }
    if (share.equals(Portion.NOBODY)) {
      throw new IllegalArgumentException("%s is above 0, was 0".formatted(what.formatted("share")));
    }
    requireArms(what.formatted("arms"), arms);
    asked = Collections.unmodifiableSortedSet(new TreeSet<>(asked));
    arms = List.copyOf(arms);
  }

  private static void requireArms(String what, List<Arm> arms) {
    if (arms.size() < 2 || arms.size() > ARMS_MAX) {
      throw new IllegalArgumentException(
          "%s has 2 to %d arms, was %d".formatted(what, ARMS_MAX, arms.size()));
    }
    Set<String> names = new HashSet<>();
    for (Arm arm : arms) {
      if (!names.add(arm.name())) {
        throw new IllegalArgumentException("%s: '%s' is there twice".formatted(what, arm.name()));
      }
    }
  }

  /// Whether units are put into arms at an instant.
  public boolean runs(Instant at) {
    return state == State.RUNNING && period.contains(at);
  }

  /// Whether it runs at an instant, or will by itself.
  public boolean runsOrWill(Instant at) {
    return state == State.RUNNING && period.until().filter(until -> !at.isBefore(until)).isEmpty();
  }

  /// Whether it has begun: from then on it only stops.
  public boolean hasBegun(Instant at) {
    return state == State.STOPPED
        || (state == State.RUNNING && period.from().filter(at::isBefore).isEmpty());
  }

  /// Whether calls that ask for a name take part.
  boolean isAbout(String name) {
    return asked.isEmpty() || asked.contains(name);
  }

  /// The unit a call with these tags belongs to; empty where it has none.
  public String unitOf(Tags tags) {
    return tags.valueOrEmpty(unit);
  }

  /// The arm of a unit; none if it does not take part.
  ///
  /// @param value of the unit, not empty
  public Optional<Arm> armOf(String value) {
    if (!share.isAll() && !share.holds(Draw.of(TAKES_PART_BY + salt, value))) {
      return Optional.empty();
    }
    long place = Draw.of(ARM_BY + salt, value);
    return Optional.of(arms.get(Draw.index(place, arms.stream().map(Arm::weight).toList())));
  }

  /// Whether both could want the same call.
  boolean collides(Experiment other) {
    return state == State.RUNNING
        && other.state == State.RUNNING
        && useCase.equals(other.useCase)
        && (asked.isEmpty() || other.asked.isEmpty() || !Collections.disjoint(asked, other.asked))
        && overlaps(period, other.period);
  }

  private static boolean overlaps(Period one, Period other) {
    return begins(one, other) && begins(other, one);
  }

  /// Whether a period begins before another ends.
  private static boolean begins(Period one, Period other) {
    return one.from().isEmpty()
        || other.until().isEmpty()
        || one.from().get().isBefore(other.until().get());
  }
}
