package dev.weir.flow.identity;

import dev.weir.flow.refusal.Refusal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which tag values exist, when, and which tags a call must carry. A tag with at least one declared
/// value is typed: no other value passes. Immutable.
public final class TagRegistry {
  /// Begins the use case of quarantined calls, which only Weir makes.
  public static final String QUARANTINE = "quarantine:";

  /// Set to `yes` by Weir on a quarantined call, so that a budget can match it.
  public static final String QUARANTINED = "quarantined";

  /// Names that neither a key nor a caller may set.
  public static final Set<String> RESERVED =
      Set.of(
          TagNames.KEY,
          TagNames.MODEL,
          TagNames.PROVIDER,
          TagNames.PURPOSE,
          TagNames.EXPERIMENT,
          TagNames.EXPERIMENT_ARM,
          QUARANTINED);

  /// Tags a call must carry where nothing else is configured.
  public static final List<String> REQUIRED_BY_DEFAULT =
      List.of(TagNames.USE_CASE, TagNames.DEPARTMENT, TagNames.ROLE, TagNames.ENVIRONMENT);

  public static final TagRegistry OPEN = new TagRegistry(List.of(), REQUIRED_BY_DEFAULT);

  private static final int NAMED_MAX = 10;

  private final Map<String, Map<String, Value>> typed;
  private final List<String> required;

  /// One declared value of a typed tag.
  ///
  /// @param from the first instant at which it may be used
  /// @param to the first instant at which it may no longer be used
  /// @param parent a tag that follows from it: `team=payments` under `department=finance`
  public record Value(
      String tag, String value, Instant from, Optional<Instant> to, Optional<Tags.Tag> parent) {
    public Value {
      String problem = TagText.nameProblem(tag);
      if (problem.isEmpty()) {
        problem = TagText.valueProblem(value);
      }
      if (problem.isEmpty() && RESERVED.contains(tag)) {
        problem = "the tag '%s' is set by Weir".formatted(tag);
      }
      if (problem.isEmpty() && isQuarantine(tag, value)) {
        problem = "use cases that begin with '%s' are made by Weir".formatted(QUARANTINE);
      }
      if (problem.isEmpty() && to.isPresent() && !from.isBefore(to.get())) {
        problem = "it ends at %s, before it begins at %s".formatted(to.get(), from);
      }
      if (problem.isEmpty() && parent.isPresent()) {
        problem = parentProblem(tag, parent.get());
      }
      if (!problem.isEmpty()) {
        throw new IllegalArgumentException(
            "tag value '%s=%s': %s"
                .formatted(TagText.printable(tag), TagText.printable(value), problem));
      }
    }

    private static String parentProblem(String tag, Tags.Tag parent) {
      String problem = TagText.nameProblem(parent.name());
      if (problem.isEmpty()) {
        problem = TagText.valueProblem(parent.value());
      }
      boolean own = parent.name().equals(tag) || RESERVED.contains(parent.name());
      return problem.isEmpty() && own
          ? "its parent is a value of another tag, was '%s'".formatted(parent.name())
          : problem;
    }

    boolean inForce(Instant at) {
      return !at.isBefore(from) && (to.isEmpty() || at.isBefore(to.get()));
    }
  }

  /// @param values all declared values, past and future ones included
  /// @param required names of the tags every call must carry
  public TagRegistry(Collection<Value> values, List<String> required) {
    Map<String, Map<String, Value>> byTag = new HashMap<>();
    for (Value value : values) {
      Value other =
          byTag.computeIfAbsent(value.tag(), tag -> new TreeMap<>()).put(value.value(), value);
      if (other != null) {
        throw new IllegalArgumentException(
            "tag value '%s=%s' is there twice".formatted(value.tag(), value.value()));
      }
    }
    for (String tag : required) {
      if (!TagText.nameProblem(tag).isEmpty() || RESERVED.contains(tag)) {
        throw new IllegalArgumentException(
            "a required tag is one that a key can have, was '%s'"
                .formatted(TagText.printable(tag)));
      }
    }
    typed = Map.copyOf(byTag);
    this.required = List.copyOf(required);
  }

  public List<String> required() {
    return required;
  }

  static boolean isQuarantine(String tag, String value) {
    return tag.equals(TagNames.USE_CASE) && value.startsWith(QUARANTINE);
  }

  /// The tag that follows from a value, if one is declared for it.
  Optional<Tags.Tag> parentOf(Tags.Tag tag) {
    Map<String, Value> values = typed.get(tag.name());
    Value value = values == null ? null : values.get(tag.value());
    return value == null ? Optional.empty() : value.parent();
  }

  /// Tags with all that follow from them by what is declared, whatever its dates: what may be
  /// recorded of them on some day. What is given stands.
  public Map<String, String> following(Map<String, String> values) {
    Map<String, String> all = new TreeMap<>(values);
    Deque<Tags.Tag> open = new ArrayDeque<>();
    values.forEach((name, value) -> open.add(new Tags.Tag(name, value)));
    while (!open.isEmpty()) {
      parentOf(open.remove())
          .filter(parent -> all.putIfAbsent(parent.name(), parent.value()) == null)
          .ifPresent(open::add);
    }
    return all;
  }

  /// The values declared of a tag, past and future ones included; none where it is not typed.
  public Set<String> declared(String tag) {
    return Set.copyOf(typed.getOrDefault(tag, Map.of()).keySet());
  }

  /// Empty when a value may be used at an instant, else why not.
  Optional<Refusal> refusalOf(Tags.Tag tag, Instant at) {
    Map<String, Value> values = typed.get(tag.name());
    if (values == null) {
      return Optional.empty();
    }
    Value value = values.get(tag.value());
    if (value != null && value.inForce(at)) {
      return Optional.empty();
    }
    String why = value == null ? "is not declared" : "is not in force at " + at;
    return Optional.of(
        Refusal.of(
            Refusal.Kind.TAGS_INVALID,
            "tag '%s': '%s' %s; allowed: %s"
                .formatted(tag.name(), TagText.printable(tag.value()), why, named(values, at))));
  }

  /// The tags of spend that did not come as a call: names and values as calls have them, declared
  /// where a tag is typed, with what follows from them.
  ///
  /// @param at when it was spent
  /// @throws IllegalArgumentException naming the tag, the rule and the value
  public Tags recorded(Map<String, String> values, Instant at) {
    Map<String, String> all = new TreeMap<>(values);
    Deque<Tags.Tag> open = new ArrayDeque<>();
    values.forEach((name, value) -> open.add(checked(name, value)));
    while (!open.isEmpty()) {
      Tags.Tag tag = open.remove();
      refusalOf(tag, at)
          .ifPresent(refusal -> {
            throw new IllegalArgumentException(refusal.message());
          });
      parentOf(tag)
          .ifPresent(parent -> {
            String given = all.putIfAbsent(parent.name(), parent.value());
            if (given == null) {
              open.add(parent);
            } else if (!given.equals(parent.value())) {
              throw new IllegalArgumentException(
                  "tag '%s': '%s' belongs to %s '%s', was given with '%s'"
                      .formatted(tag.name(), tag.value(), parent.name(), parent.value(), given));
            }
          });
    }
    return Tags.of(all);
  }

  /// Checks that a tag can have this name.
  ///
  /// @throws IllegalArgumentException naming the tag and the rule
  public static void requireName(String name) {
    requireNone(TagText.nameProblem(name), name);
  }

  /// Checks that a tag can have this value.
  ///
  /// @param what holds it, for the message
  /// @throws IllegalArgumentException naming it and the rule
  public static void requireValue(String what, String value) {
    String problem = TagText.valueProblem(value);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("%s: %s".formatted(what, problem));
    }
  }

  /// Checks that a tag is one that keys or callers set.
  ///
  /// @param what holds its name, for the message
  /// @throws IllegalArgumentException naming it and the rule
  public static void requireSettable(String what, String name) {
    String problem = settingProblem(name);
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException("%s: %s".formatted(what, problem));
    }
  }

  /// Checks that what was spent may lose a tag.
  ///
  /// @throws IllegalArgumentException naming the tag and the rule
  public void requireRemovable(String name) {
    String problem = settingProblem(name);
    if (problem.isEmpty() && required.contains(name)) {
      problem = "every call must carry it, so that it gets another value or keeps its own";
    }
    requireNone(problem, name);
  }

  private static Tags.Tag checked(String name, String value) {
    String problem = settingProblem(name);
    if (problem.isEmpty()) {
      problem = TagText.valueProblem(value);
    }
    if (problem.isEmpty() && isQuarantine(name, value)) {
      problem = "use cases that begin with '%s' are made by Weir".formatted(QUARANTINE);
    }
    requireNone(problem, name);
    return new Tags.Tag(name, value);
  }

  private static String settingProblem(String name) {
    String problem = TagText.nameProblem(name);
    return problem.isEmpty() && RESERVED.contains(name)
        ? "the tag '%s' is set by Weir".formatted(name)
        : problem;
  }

  private static void requireNone(String problem, String name) {
    if (!problem.isEmpty()) {
      throw new IllegalArgumentException(
          "tag '%s': %s".formatted(TagText.printable(name), problem));
    }
  }

  private static String named(Map<String, Value> values, Instant at) {
    List<String> allowed =
        values.values().stream().filter(v -> v.inForce(at)).map(Value::value).toList();
    return allowed.size() <= NAMED_MAX
        ? allowed.toString()
        : "%s and %d more".formatted(allowed.subList(0, NAMED_MAX), allowed.size() - NAMED_MAX);
  }
}
