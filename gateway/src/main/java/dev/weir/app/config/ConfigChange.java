package dev.weir.app.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// One value that differs between two configurations; secrets are references, webhooks are without
/// their paths.
///
/// @param key as in the file: `providers.openai.url`
/// @param before `(none)` where it was not there
/// @param after `(none)` where it is gone
/// @param isLive whether it changes while the gateway runs; else at its next start
public record ConfigChange(String key, String before, String after, boolean isLive) {
  /// What changes while the gateway runs; everything below a key goes with it.
  static final Set<String> LIVE =
      Set.of(
          "edge.on_disconnect",
          "edge.drain_time",
          "edge.drain_bytes",
          "upstream.head",
          "upstream.total",
          "logs.format",
          "logs.level",
          "logs.per_minute",
          "logs.sample_every",
          "providers",
          "routing");

  private static final String NONE = "(none)";

  /// Every difference, by key.
  public static List<ConfigChange> between(WeirConfig before, WeirConfig after) {
    Map<String, String> old = flat(before);
    Map<String, String> now = flat(after);
    Set<String> keys = new TreeSet<>(old.keySet());
    keys.addAll(now.keySet());
    List<ConfigChange> changes = new ArrayList<>();
    for (String key : keys) {
      String from = old.getOrDefault(key, NONE);
      String to = now.getOrDefault(key, NONE);
      if (!from.equals(to)) {
        changes.add(new ConfigChange(key, from, to, isLive(key)));
      }
    }
    return changes;
  }

  /// The configuration that runs after a change: what is live from one, the rest from the other.
  public static WeirConfig applied(WeirConfig before, WeirConfig after) {
    return (WeirConfig) merged(before, after, "");
  }

  @Override
  public String toString() {
    return key + ": " + before + " → " + after;
  }

  /// Whether a value changes while the gateway runs.
  static boolean isLive(String key) {
    return LIVE.stream()
        .anyMatch(
            live -> key.equals(live) || key.startsWith(live + ".") || key.startsWith(live + "["));
  }

  private static Record merged(Record before, Record after, String prefix) {
    RecordComponent[] components = before.getClass().getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      String key = prefix + name(components[i]);
      Object old = value(before, components[i]);
      Object now = value(after, components[i]);
      values[i] =
          switch (old) {
            case Object _ when isLive(key) -> now;
            case Record part when isPart(part) -> merged(part, (Record) now, key + ".");
            default -> old;
          };
    }
    return made(before.getClass(), components, values);
  }

  private static Record made(
      Class<? extends Record> type, RecordComponent[] components, Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw new ConfigException(String.valueOf(e.getTargetException().getMessage()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("configuration record " + type + " cannot be made", e);
    }
  }

  private static Map<String, String> flat(WeirConfig config) {
    Map<String, String> values = new TreeMap<>();
    flatten("", config, values);
    return values;
  }

  private static void flatten(String key, Object value, Map<String, String> into) {
    switch (value) {
      case Record part when isPart(part) -> {
        for (RecordComponent component : part.getClass().getRecordComponents()) {
          Object shown = EffectiveConfig.shown(value(part, component), part);
          flatten(key.isEmpty() ? name(component) : key + "." + name(component), shown, into);
        }
      }
      case Map<?, ?> map -> map.forEach((name, part) -> flatten(key + "." + name, part, into));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          flatten(key + "[" + i + "]", list.get(i), into);
        }
      }
      case Optional<?> some -> some.ifPresent(each -> flatten(key, each, into));
      case Duration duration -> into.put(key, Durations.format(duration));
      case Enum<?> constant -> into.put(key, constant.name().toLowerCase(Locale.ROOT));
      default -> into.put(key, value.toString());
    }
  }

  /// A record that is no single value.
  private static boolean isPart(Record record) {
    return !(record instanceof HostPort
        || record instanceof ByteSize
        || record instanceof SecretReference
        || record instanceof RouteText);
  }

  private static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static Object value(Record of, RecordComponent component) {
    try {
      return component.getAccessor().invoke(of);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
