package dev.weir.app.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Binds YAML nodes to configuration records, so that every error knows its line.
final class ConfigBinding {
  private final String file;
  private final Map<String, String> environment;

  ConfigBinding(String file, Map<String, String> environment) {
    this.file = file;
    this.environment = environment;
  }

  <T extends Record> T bind(Optional<Node> root, Class<T> type, T defaults) {
    return type.cast(bindRecord(root.orElse(null), "", type, defaults));
  }

  private Object bindRecord(
      @Nullable Node node, String path, Class<?> type, @Nullable Object defaults) {
    Map<String, Node> members = members(node, path);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String key = snakeCase(component.getName());
      rejectFormer(members, path, component);
      Node child = members.remove(key);
      Object value =
          bindValue(
              child,
              join(path, key),
              component.getGenericType(),
              defaultOf(component, defaults, type));
      if (value == null) {
        throw error(node, join(path, key) + " is missing and has no default");
      }
      values[i] = value;
    }
    rejectUnknown(members, path, components);
    return construct(node, path, type, components, values);
  }

  private @Nullable Object bindValue(
      @Nullable Node node, String path, Type type, @Nullable Object fallback) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
      return bindOptional(node, path, generic.getActualTypeArguments()[0], fallback);
    }
    if (type instanceof ParameterizedType generic) {
      return generic.getRawType() == List.class
          ? bindList(node, path, generic.getActualTypeArguments()[0], fallback)
          : bindMap(node, path, generic.getActualTypeArguments()[1], fallback);
    }
    Class<?> raw = (Class<?>) type;
    if (raw == RouteText.class && node != null && !(node instanceof ScalarNode)) {
      return route(node, path);
    }
    if (raw.isRecord() && !isScalar(raw)) {
      return node == null && fallback == null ? null : bindRecord(node, path, raw, fallback);
    }
    String override = environment.get(variable(path));
    if (override != null) {
      return scalar(null, "the variable " + variable(path), raw, override);
    }
    if (node == null) {
      return fallback;
    }
    if (!(node instanceof ScalarNode value)) {
      throw error(node, path + " must be a single value");
    }
    return scalar(node, path, raw, value.getValue());
  }

  private RouteText route(Node node, String path) {
    try {
      return RouteText.of(node);
    } catch (IllegalArgumentException wrong) {
      throw error(node, path + ": " + wrong.getMessage());
    }
  }

  /// A key without a value says that there is none.
  private @Nullable Object bindOptional(
      @Nullable Node node, String path, Type element, @Nullable Object fallback) {
    boolean blank = node instanceof ScalarNode scalar && scalar.getValue().isEmpty();
    Object value = bindValue(blank ? null : node, path, element, null);
    if (value != null) {
      return Optional.of(value);
    }
    return node == null ? fallback : Optional.empty();
  }

  private @Nullable Object bindList(
      @Nullable Node node, String path, Type element, @Nullable Object fallback) {
    if (node == null) {
      return fallback;
    }
    if (!(node instanceof SequenceNode sequence)) {
      throw error(node, path + " must be a list");
    }
    List<Object> values = new ArrayList<>();
    for (Node item : sequence.getValue()) {
      Object value = bindValue(item, path + "[" + values.size() + "]", element, null);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /// Of records, or of single values.
  private Object bindMap(
      @Nullable Node node, String path, Type element, @Nullable Object fallback) {
    Map<String, Object> values = new LinkedHashMap<>();
    members(node, path)
        .forEach((key, child) -> {
          Object value = bindValue(child, join(path, key), element, null);
          if (value == null) {
            throw error(child, join(path, key) + " has no value");
          }
          values.put(key, value);
        });
    return node == null && fallback != null ? fallback : values;
  }

  private Map<String, Node> members(@Nullable Node node, String path) {
    Map<String, Node> members = new LinkedHashMap<>();
    if (node == null || (node instanceof ScalarNode empty && empty.getValue().isEmpty())) {
      return members;
    }
    if (!(node instanceof MappingNode mapping)) {
      throw error(
          node, (path.isEmpty() ? "the file" : path) + " must be a mapping of keys to values");
    }
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw error(tuple.getKeyNode(), "a key must be a plain word");
      }
      if (members.put(key.getValue(), tuple.getValueNode()) != null) {
        throw error(key, join(path, key.getValue()) + " is given twice");
      }
    }
    return members;
  }

  /// A key by the name it had, in the file or as a variable.
  private void rejectFormer(Map<String, Node> members, String path, RecordComponent component) {
    Formerly former = component.getAnnotation(Formerly.class);
    if (former == null) {
      return;
    }
    String was = join(path, former.value());
    String is = join(path, snakeCase(component.getName()));
    Node found = members.get(former.value());
    if (found != null) {
      throw error(found, "%s is not a key any more; it is called %s".formatted(was, is));
    }
    if (environment.containsKey(variable(was))) {
      throw error(
          null,
          "the variable %s is not read any more; it is called %s"
              .formatted(variable(was), variable(is)));
    }
  }

  private void rejectUnknown(Map<String, Node> rest, String path, RecordComponent[] components) {
    for (Map.Entry<String, Node> unknown : rest.entrySet()) {
      String known =
          Arrays.stream(components)
              .map(c -> snakeCase(c.getName()))
              .collect(Collectors.joining(", "));
      throw error(
          unknown.getValue(),
          "%s is not a key; known here: %s".formatted(join(path, unknown.getKey()), known));
    }
  }

  private @Nullable Object scalar(@Nullable Node node, String path, Class<?> type, String text) {
    try {
      return parse(type, text);
    } catch (IllegalArgumentException e) {
      throw error(node, path + ": " + e.getMessage());
    }
  }

  private static boolean isScalar(Class<?> type) {
    return List.of(HostPort.class, ByteSize.class, SecretReference.class, RouteText.class)
        .contains(type);
  }

  private static Object parse(Class<?> type, String text) {
    if (type == String.class) {
      return text;
    }
    if (type == int.class) {
      return Integer.parseInt(text.replace("_", ""));
    }
    if (type == boolean.class) {
      return bool(text);
    }
    if (type == double.class) {
      return Double.parseDouble(text);
    }
    if (type == Duration.class) {
      return Durations.parse(text);
    }
    if (type == Path.class) {
      return Path.of(text);
    }
    if (type == URI.class) {
      return URI.create(text);
    }
    if (type == HostPort.class) {
      return HostPort.parse(text);
    }
    if (type == ByteSize.class) {
      return ByteSize.parse(text);
    }
    if (type == SecretReference.class) {
      return new SecretReference(text);
    }
    if (type == RouteText.class) {
      return RouteText.parse(text);
    }
    if (type.isEnum()) {
      return constant(type, text);
    }
    throw new IllegalStateException("a configuration record uses the unsupported type " + type);
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException("must be true or false, was '%s'".formatted(text));
    };
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "must be one of %s, was '%s'"
            .formatted(Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT), text));
  }

  private Object construct(
      @Nullable Node node,
      String path,
      Class<?> type,
      RecordComponent[] components,
      Object[] values) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return type.getDeclaredConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      throw error(node, (path.isEmpty() ? "" : path + ": ") + e.getTargetException().getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("configuration record " + type + " cannot be constructed", e);
    }
  }

  /// A part's own default: the component of the enclosing default, or of the record's `DEFAULT` or
  /// `DEFAULTS`.
  private static @Nullable Object defaultOf(
      RecordComponent component, @Nullable Object defaults, Class<?> type) {
    try {
      if (defaults != null) {
        return component.getAccessor().invoke(defaults);
      }
      for (var field : type.getDeclaredFields()) {
        if (field.getName().equals("DEFAULTS")) {
          return ((Map<?, ?>) field.get(null)).get(component.getName());
        }
      }
      return null;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "configuration record " + type + " has no readable default", e);
    }
  }

  private ConfigException error(@Nullable Node node, String message) {
    String line =
        node == null ? "" : node.getStartMark().map(m -> ":" + (m.getLine() + 1)).orElse("");
    return new ConfigException(file + line + ": " + message);
  }

  private static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String variable(String path) {
    return "WEIR_" + path.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
