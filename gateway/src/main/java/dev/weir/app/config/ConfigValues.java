package dev.weir.app.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A configuration value by value, each with what it is for; secrets as their references, webhooks
/// without their paths.
public final class ConfigValues {
  private static final String NONE = "none";

  private final List<ConfigValue> values = new ArrayList<>();

  private ConfigValues() {}

  /// In the order of the reference.
  public static List<ConfigValue> of(WeirConfig config) {
    ConfigValues all = new ConfigValues();
    all.record("", config, WeirConfig.DEFAULT);
    return List.copyOf(all.values);
  }

  /// @param usual the part's own default; null where there is none, as in a list
  private void record(String prefix, Record part, @Nullable Object usual) {
    for (RecordComponent component : part.getClass().getRecordComponents()) {
      Object otherwise =
          usual == null
              ? ConfigReference.ofOptional(component, part.getClass())
              : ConfigReference.valueOf(component, usual);
      Object value = EffectiveConfig.shown(ConfigReference.valueOf(component, part), part);
      add(
          prefix + ConfigReference.key(component),
          value,
          otherwise,
          ConfigReference.meaning(component));
    }
  }

  private void add(String key, Object value, @Nullable Object usual, String meaning) {
    switch (value) {
      case Optional<?> some when some.isPresent() ->
          add(key, some.get(), usual instanceof Optional<?> it ? it.orElse(null) : usual, meaning);
      case Record part when ConfigReference.isPart(part.getClass()) ->
          record(key + ".", part, part.getClass().isInstance(usual) ? usual : null);
      case Map<?, ?> map when !map.isEmpty() ->
          new TreeMap<>(map).forEach((name, part) -> add(key + "." + name, part, null, meaning));
      case List<?> list when list.stream().anyMatch(Record.class::isInstance) -> {
        for (int i = 0; i < list.size(); i++) {
          add("%s[%d]".formatted(key, i), list.get(i), null, meaning);
        }
      }
      default ->
          values.add(
              new ConfigValue(
                  key,
                  text(value),
                  usual == null ? Optional.empty() : Optional.of(text(usual)),
                  meaning,
                  ConfigChange.isLive(key)));
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case Optional<?> some -> some.map(ConfigValues::text).orElse(NONE);
      case Map<?, ?> map when map.isEmpty() -> NONE;
      case Collection<?> list when list.isEmpty() -> NONE;
      case Collection<?> list -> String.join(", ", list.stream().map(ConfigValues::text).toList());
      case Duration duration -> Durations.format(duration);
      case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
      default -> value.toString();
    };
  }
}
