package dev.weir.flow.name;

import dev.weir.flow.route.Lot;
import dev.weir.flow.route.Route;
import dev.weir.flow.route.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The names in force: aliases of routes, and the labels of prompts. Immutable.
public final class Names {
  /// How the name of a prompt begins.
  public static final String PROMPT = "prompt/";

  private static final int NAMES_MAX = 5_000;

  public static final Names NONE = new Names(Map.of(), Map.of());

  private final SortedMap<String, Route> aliases;

  /// By prompt and label.
  private final SortedMap<String, SortedMap<String, Label>> prompts = new TreeMap<>();

  /// @param labels by [Label#id]
  /// @throws IllegalArgumentException naming the alias or label that cannot be
  public Names(Map<String, Route> aliases, Map<String, Label> labels) {
    if (aliases.size() + labels.size() > NAMES_MAX) {
      throw new IllegalArgumentException(
          "there are at most %d aliases and labels, were %d"
              .formatted(NAMES_MAX, aliases.size() + labels.size()));
    }
    aliases.keySet().forEach(Spelling::requireAlias);
    this.aliases = Collections.unmodifiableSortedMap(new TreeMap<>(aliases));
    labels.forEach(this::put);
    prompts.forEach((prompt, all) -> all.forEach((label, of) -> require(prompt, label, of, all)));
  }

  private void put(String id, Label label) {
    int slash = id.indexOf('/');
    String prompt = slash < 0 ? id : id.substring(0, slash);
    String name = id.substring(slash + 1);
    var _ = Label.id(prompt, name);
    if (label instanceof Frozen frozen && !frozen.prompt().equals(prompt)) {
      throw new IllegalArgumentException(
          "label '%s': holds a prompt '%s'".formatted(id, frozen.prompt()));
    }
    prompts.computeIfAbsent(prompt, _ -> new TreeMap<>()).put(name, label);
  }

  private static void require(
      String prompt, String name, Label label, SortedMap<String, Label> all) {
    if (!(label instanceof Label.Split split)) {
      return;
    }
    List<Frozen> frozen = new ArrayList<>();
    for (Label.Arm arm : split.arms()) {
      if (!(all.get(arm.label()) instanceof Frozen each)) {
        throw new IllegalArgumentException(
            "label '%s/%s': splits between labels of %s that hold a version, '%s' is none"
                .formatted(prompt, name, prompt, arm.label()));
      }
      frozen.add(each);
    }
    frozen.forEach(each -> requireKnown(prompt + "/" + name, each, frozen));
  }

  /// A caller cannot know which one it gets: what one demands no other may refuse.
  private static void requireKnown(String id, Frozen one, Collection<Frozen> others) {
    one.variables()
        .forEach((variable, as) -> {
          for (Frozen other : others) {
            if (as.required() && !other.variables().containsKey(variable)) {
              throw new IllegalArgumentException(
                  "label '%s': version %d must be given the variable '%s', which version %d does not know"
                      .formatted(id, one.version(), variable, other.version()));
            }
          }
        });
  }

  /// What stands behind a name.
  ///
  /// @param tags the call's value of a tag, empty if it has none
  /// @param draw a number that is each call's own, all values equally likely
  public Name find(String asked, UnaryOperator<String> tags, long draw) {
    if (asked.startsWith(PROMPT)) {
      return prompt(asked.substring(PROMPT.length()), tags, draw);
    }
    Route route = aliases.get(asked);
    return route == null ? new Name.Model() : new Name.Alias(route);
  }

  private Name prompt(String asked, UnaryOperator<String> tags, long draw) {
    int at = asked.indexOf('@');
    String prompt = at < 0 ? asked : asked.substring(0, at);
    String label = at < 0 ? Label.USUAL : asked.substring(at + 1);
    SortedMap<String, Label> labels = prompts.get(prompt);
    if (labels == null) {
      return new Name.Missing(
          "there is no prompt '%s' with a label that calls could get".formatted(shown(prompt)));
    }
    if (!label.isEmpty() && Character.isDigit(label.charAt(0))) {
      return version(prompt, label, labels);
    }
    return switch (labels.get(label)) {
      case null ->
          new Name.Missing(
              "the prompt '%s' has no label '%s', only %s"
                  .formatted(prompt, shown(label), String.join(", ", labels.keySet())));
      case Frozen frozen -> new Name.Prompted(frozen, label);
      case Label.Split split -> {
        String value = split.by().isEmpty() ? "" : tags.apply(split.by());
        String lot = PROMPT + prompt + "@" + label;
        yield drawn(split, labels, Lot.drawn(lot, value, draw, split.weights()));
      }
    };
  }

  /// Only what a label holds is kept here.
  private static Name version(String prompt, String version, SortedMap<String, Label> labels) {
    for (Map.Entry<String, Label> each : labels.entrySet()) {
      if (each.getValue() instanceof Frozen frozen
          && Integer.toString(frozen.version()).equals(version)) {
        return new Name.Prompted(frozen, each.getKey());
      }
    }
    return new Name.Missing(
        "no label holds version %s of the prompt '%s'; give it one"
            .formatted(shown(version), prompt));
  }

  private static Name drawn(Label.Split split, SortedMap<String, Label> labels, int arm) {
    String label = split.arms().get(arm).label();
    return labels.get(label) instanceof Frozen frozen
        ? new Name.Prompted(frozen, label)
        : new Name.Missing("the label '%s' holds no version".formatted(label));
  }

  private static String shown(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  /// The route of an alias.
  public Optional<Route> alias(String name) {
    return Optional.ofNullable(aliases.get(name));
  }

  public SortedMap<String, Route> aliases() {
    return aliases;
  }

  /// Every name of a prompt that a caller may ask for, with what it leads to.
  public SortedMap<String, Label> asked() {
    SortedMap<String, Label> asked = new TreeMap<>();
    prompts.forEach((prompt, labels) ->
        labels.forEach((label, of) -> {
          asked.put(PROMPT + prompt + "@" + label, of);
          if (label.equals(Label.USUAL)) {
            asked.put(PROMPT + prompt, of);
          }
        }));
    return asked;
  }

  /// Every target that an alias names.
  public Set<Target> targets() {
    Set<Target> targets = new HashSet<>();
    aliases.values().forEach(route -> targets.addAll(route.targets()));
    return targets;
  }
}
