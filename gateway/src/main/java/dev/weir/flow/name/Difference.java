package dev.weir.flow.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is different between two frozen prompts.
///
/// @param settings model, defaults and variables, those that differ
/// @param modules those that differ, first in the order of the later prompt
public record Difference(List<Setting> settings, List<Changed> modules) {

  /// @param before empty if there was none, as `after`
  public record Setting(String name, String before, String after) {}

  /// @param before its version and tokens in the earlier prompt, absent if it was not in it
  /// @param after in the later one
  /// @param lines of its text: ` ` in both, `-` in the earlier alone, `+` in the later alone; none
  ///   where only its place has changed
  public record Changed(
      String module, Optional<State> before, Optional<State> after, List<String> lines) {}

  /// @param place among the prompt's modules, 1 for the first
  public record State(int version, long tokens, int place) {}

  public Difference {
    settings = List.copyOf(settings);
    modules = List.copyOf(modules);
  }

  public static Difference between(Frozen before, Frozen after) {
    return new Difference(settings(before, after), modules(before, after));
  }

  private static List<Setting> settings(Frozen before, Frozen after) {
    Map<String, String> earlier = settings(before);
    Map<String, String> later = settings(after);
    Set<String> names = new LinkedHashSet<>(earlier.keySet());
    names.addAll(later.keySet());
    return names.stream()
        .map(
            name -> new Setting(name, earlier.getOrDefault(name, ""), later.getOrDefault(name, "")))
        .filter(setting -> !setting.before().equals(setting.after()))
        .toList();
  }

  private static Map<String, String> settings(Frozen prompt) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("model", prompt.model());
    Defaults defaults = prompt.defaults();
    defaults.temperature().ifPresent(it -> settings.put("temperature", it.json()));
    defaults.topP().ifPresent(it -> settings.put("top_p", it.json()));
    defaults.maxTokens().ifPresent(it -> settings.put("max_tokens", Integer.toString(it)));
    prompt
        .variables()
        .forEach((name, variable) ->
            settings.put(
                "variable " + name,
                "at most %d bytes, %s"
                    .formatted(
                        variable.bytesMax(),
                        variable.otherwise().map("otherwise '%s'"::formatted).orElse("required"))));
    return settings;
  }

  private static List<Changed> modules(Frozen before, Frozen after) {
    Set<String> names = new LinkedHashSet<>();
    after.blocks().forEach(block -> names.add(block.module()));
    before.blocks().forEach(block -> names.add(block.module()));
    List<Changed> changed = new ArrayList<>();
    for (String name : names) {
      Optional<State> was = state(before, name);
      Optional<State> is = state(after, name);
      if (!was.equals(is)) {
        List<String> lines =
            was.map(State::version).equals(is.map(State::version))
                ? List.of()
                : Lines.between(text(before, name), text(after, name));
        changed.add(new Changed(name, was, is, lines));
      }
    }
    return changed;
  }

  private static Optional<State> state(Frozen prompt, String module) {
    for (int i = 0; i < prompt.blocks().size(); i++) {
      Block block = prompt.blocks().get(i);
      if (block.module().equals(module)) {
        return Optional.of(new State(block.version(), block.tokens(), i + 1));
      }
    }
    return Optional.empty();
  }

  private static String text(Frozen prompt, String module) {
    return prompt.blocks().stream()
        .filter(block -> block.module().equals(module))
        .map(Block::text)
        .findFirst()
        .orElse("");
  }
}
