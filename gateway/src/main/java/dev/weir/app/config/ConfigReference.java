package dev.weir.app.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The configuration reference as Markdown, read off the configuration records: key, type, default
/// and [Meaning].
public final class ConfigReference {
  private static final String HEAD =
      """
      # Configuration reference

      <!-- Written by `weir config reference`; a test compares it. Change the records instead. -->

      Everything `weir.yaml` may say. Every key is optional unless the default says *required*; an
      unknown key, a missing value or a value out of range stops the start and names file, line and
      key. `weir config show` prints what is in effect, `weir config check` only looks.

      A variable overrides the file: `WEIR_JOURNAL_MODE=host` is `journal.mode: host`. Keys within
      lists have no variable. Sizes are `512 KiB`, `64 MiB`, `1 GiB` or bytes; durations `250ms`,
      `30s`, `5m`, `2h`, `1d`; a secret is a reference, `env:NAME` or `file:PATH`, never the secret.

      A changed value is in force after a *reload* (`weir config reload`, SIGHUP) or only after a
      *start*, as its last column says. What a reference or a file of certificates or keys holds is
      read again at each reload, whatever its row says; the planes' own certificates are looked at
      every `tls.watch`, and keys of `bills.sources` are looked up for each question, what else stands
      there at a start.

      """;

  private final StringBuilder text = new StringBuilder(HEAD);

  private ConfigReference() {}

  public static String markdown() {
    ConfigReference reference = new ConfigReference();
    reference.table("", WeirConfig.class, WeirConfig.DEFAULT);
    for (RecordComponent part : WeirConfig.class.getRecordComponents()) {
      reference.part(part);
    }
    return reference.text.toString();
  }

  private void part(RecordComponent component) {
    String key = key(component);
    Type type = component.getGenericType();
    if (type instanceof ParameterizedType generic) {
      Type element = Arrays.asList(generic.getActualTypeArguments()).getLast();
      if (element instanceof Class<?> raw && isPart(raw)) {
        table(key + (isMap(generic) ? ".NAME." : "[]."), raw, null);
      }
    } else if (isPart(component.getType())) {
      table(key + ".", component.getType(), valueOf(component, WeirConfig.DEFAULT));
    }
  }

  private void table(String prefix, Class<?> type, @Nullable Object defaults) {
    text.append(prefix.isEmpty() ? "## Top level\n\n" : "## `" + trimmed(prefix) + "`\n\n");
    text.append("| key | type | default | meaning | change |\n| --- | --- | --- | --- | --- |\n");
    for (RecordComponent component : type.getRecordComponents()) {
      text.append(
          "| `%s%s` | %s | %s | %s | %s |\n"
              .formatted(
                  prefix,
                  key(component),
                  typeName(component.getGenericType()),
                  shownDefault(component, type, defaults),
                  meaning(component),
                  change(prefix + key(component), component)));
    }
    text.append('\n');
    for (RecordComponent component : type.getRecordComponents()) {
      if (!prefix.isEmpty() && isPart(component.getType())) {
        Object own = defaults == null ? ofOptional(component, type) : valueOf(component, defaults);
        table(prefix + key(component) + ".", component.getType(), own);
      }
      if (!prefix.isEmpty()
          && component.getGenericType() instanceof ParameterizedType generic
          && Arrays.asList(generic.getActualTypeArguments()).getLast() instanceof Class<?> element
          && isPart(element)) {
        table(prefix + key(component) + (isMap(generic) ? ".NAME." : "[]."), element, null);
      }
    }
  }

  private static String change(String key, RecordComponent component) {
    return ConfigChange.isLive(key) ? "reload" : isPart(component.getType()) ? "" : "start";
  }

  static String meaning(RecordComponent component) {
    Meaning meaning = component.getAnnotation(Meaning.class);
    if (meaning == null) {
      throw new IllegalStateException("configuration component without a meaning: " + component);
    }
    return meaning.value();
  }

  private static String shownDefault(
      RecordComponent component, Class<?> type, @Nullable Object defaults) {
    if (isPart(component.getType())) {
      return "see below";
    }
    Object value = defaults == null ? ofOptional(component, type) : valueOf(component, defaults);
    return switch (value) {
      case null -> "*required*";
      case Optional<?> none when none.isEmpty() -> "none";
      case Duration duration -> "`" + Durations.format(duration) + "`";
      case Enum<?> constant -> "`" + constant.name().toLowerCase(Locale.ROOT) + "`";
      case String blank when blank.isEmpty() -> "empty";
      case Path none when none.toString().isEmpty() -> "none";
      case Map<?, ?> map when map.isEmpty() -> "none";
      case Collection<?> list when list.isEmpty() -> "none";
      default -> "`" + value + "`";
    };
  }

  static @Nullable Object ofOptional(RecordComponent component, Class<?> type) {
    try {
      for (var field : type.getDeclaredFields()) {
        if (field.getName().equals("DEFAULTS")) {
          return ((Map<?, ?>) field.get(null)).get(component.getName());
        }
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read the defaults of " + type, e);
    }
  }

  private static String typeName(Type type) {
    if (type instanceof ParameterizedType generic) {
      String element = typeName(Arrays.asList(generic.getActualTypeArguments()).getLast());
      if (generic.getRawType() == Optional.class) {
        return element;
      }
      return isMap(generic) ? "by name: " + element : "list of " + element;
    }
    Class<?> raw = (Class<?>) type;
    if (raw.isEnum()) {
      return Arrays.stream(raw.getEnumConstants())
          .map(constant -> "`" + constant.toString().toLowerCase(Locale.ROOT) + "`")
          .collect(Collectors.joining(" or "));
    }
    if (isPart(raw)) {
      return "keys";
    }
    return SCALARS.getOrDefault(raw, raw.getSimpleName());
  }

  private static final Map<Class<?>, String> SCALARS =
      Map.ofEntries(
          Map.entry(int.class, "number"),
          Map.entry(boolean.class, "`true` or `false`"),
          Map.entry(double.class, "number"),
          Map.entry(String.class, "text"),
          Map.entry(Path.class, "path"),
          Map.entry(Duration.class, "duration"),
          Map.entry(ByteSize.class, "size"),
          Map.entry(HostPort.class, "`host:port`"),
          Map.entry(SecretReference.class, "secret reference"),
          Map.entry(RouteText.class, "route"),
          Map.entry(java.net.URI.class, "URL"));

  static boolean isPart(Class<?> type) {
    return type.isRecord()
        && !List.of(HostPort.class, ByteSize.class, SecretReference.class, RouteText.class)
            .contains(type);
  }

  private static boolean isMap(ParameterizedType type) {
    return type.getRawType() == Map.class;
  }

  static Object valueOf(RecordComponent component, Object owner) {
    try {
      return component.getAccessor().invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static String trimmed(String prefix) {
    return prefix.substring(0, prefix.length() - 1);
  }

  static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
