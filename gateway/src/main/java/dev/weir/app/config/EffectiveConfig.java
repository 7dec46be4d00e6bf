package dev.weir.app.config;

import dev.weir.base.log.Mask;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Prints a configuration as YAML, every value in effect, secrets as their references, webhooks
/// without their paths.
public final class EffectiveConfig {
  private final StringBuilder yaml = new StringBuilder();

  private EffectiveConfig() {}

  public static String print(WeirConfig config) {
    EffectiveConfig print = new EffectiveConfig();
    print.record(config, "");
    return print.yaml.toString();
  }

  private void record(Record record, String indent) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      try {
        Object value = shown(component.getAccessor().invoke(record), record);
        entry(
            component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT),
            value,
            indent);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component, e);
      }
    }
  }

  /// The path of a webhook often is the secret that lets one post there.
  static Object shown(Object value, Record of) {
    return of instanceof Webhook && value instanceof URI url ? Mask.path(url) : value;
  }

  private void entry(String key, Object value, String indent) {
    yaml.append(indent).append(key).append(':');
    switch (value) {
      case Optional<?> none when none.isEmpty() -> line("");
      case Optional<?> some -> line(some.get());
      case HostPort scalar -> line(scalar);
      case ByteSize scalar -> line(scalar);
      case SecretReference scalar -> line(scalar);
      case RouteText scalar -> line(scalar);
      case Duration duration -> line(Durations.format(duration));
      case Enum<?> constant -> line(constant.name().toLowerCase(Locale.ROOT));
      case Map<?, ?> map when map.isEmpty() -> line("{}");
      case Map<?, ?> map -> {
        yaml.append('\n');
        new TreeMap<>(map).forEach((name, part) -> entry(name.toString(), part, indent + "  "));
      }
      case Collection<?> list when list.isEmpty() -> line("[]");
      case Collection<?> list -> {
        yaml.append('\n');
        list.forEach(item -> item(item, indent + "  "));
      }
      case Record part -> {
        yaml.append('\n');
        record(part, indent + "  ");
      }
      default -> line(value);
    }
  }

  private void item(Object item, String indent) {
    if (item instanceof Record part) {
      int start = yaml.length();
      record(part, indent + "  ");
      yaml.replace(start, start + indent.length() + 2, indent + "- ");
    } else {
      yaml.append(indent).append('-');
      line(item);
    }
  }

  private void line(Object value) {
    yaml.append(' ').append(value).append('\n');
  }
}
