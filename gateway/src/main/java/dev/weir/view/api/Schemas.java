package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import dev.weir.view.report.ReportColumn;
import dev.weir.view.report.Subject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// JSON schemas of page records, the counterpart of [Json#tree]. Used by one thread.
final class Schemas {
  /// Records that an answer has as text.
  private static final Set<Class<?>> TEXTS = Set.of(CallId.class, Money.class);

  private final Map<String, Class<?>> types = new TreeMap<>();
  private final Map<String, ObjectNode> written = new TreeMap<>();

  /// A reference to a record's schema, which [#all] then has.
  ObjectNode ref(Class<?> type) {
    Class<?> other = types.put(type.getSimpleName(), type);
    if (other != null && !other.equals(type)) {
      throw new IllegalStateException("two page records are called " + type.getSimpleName());
    }
    if (other == null) {
      written.put(type.getSimpleName(), object(type));
    }
    return Json.object().put("$ref", "#/components/schemas/" + type.getSimpleName());
  }

  ObjectNode all() {
    ObjectNode all = Json.object();
    written.forEach(all::set);
    return all;
  }

  private ObjectNode object(Class<?> type) {
    ObjectNode schema = Json.object().put("type", "object");
    List<ReportColumn> figures = figures(type);
    if (type.getRecordComponents().length == 0 && figures.isEmpty()) {
      return schema.put("additionalProperties", true);
    }
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    for (RecordComponent component : type.getRecordComponents()) {
      String name = Json.snakeCase(component.getName());
      Type of = component.getGenericType();
      if (of instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
        properties.set(name, orNull(schema(generic.getActualTypeArguments()[0])));
      } else {
        properties.set(name, schema(of));
        required.add(name);
      }
    }
    figures.forEach(column -> figure(column, properties, required));
    return schema;
  }

  private static List<ReportColumn> figures(Class<?> type) {
    if (ReportRoutes.WithFigures.class.isAssignableFrom(type)) {
      return Subject.COST.columns();
    }
    return ReportRoutes.WithSpeeds.class.isAssignableFrom(type)
        ? Subject.SPEED.columns()
        : List.of();
  }

  private static void figure(ReportColumn column, ObjectNode properties, ArrayNode required) {
    ObjectNode schema =
        switch (column.kind()) {
          case COUNT -> scalar(long.class);
          case USD -> scalar(BigDecimal.class);
          case NUMBER -> scalar(double.class);
        };
    if (column.mayBeAbsent()) {
      properties.set(column.field(), orNull(schema));
    } else {
      properties.set(column.field(), schema);
      required.add(column.field());
    }
  }

  /// What may be absent may also be null; references and lists of choices stay as they are.
  private static ObjectNode orNull(ObjectNode schema) {
    if (schema.path("type").isTextual() && !schema.has("enum")) {
      String type = schema.path("type").asText();
      schema.putArray("type").add(type).add("null");
    }
    return schema;
  }

  private ObjectNode schema(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      ObjectNode schema = Json.object();
      if (generic.getRawType() == List.class) {
        schema.put("type", "array").set("items", schema(arguments[0]));
      } else {
        schema.put("type", "object").set("additionalProperties", schema(arguments[1]));
      }
      return schema;
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      ObjectNode schema = Json.object().put("type", "string");
      ArrayNode values = schema.putArray("enum");
      for (Object constant : plain.getEnumConstants()) {
        values.add(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
      }
      return schema;
    }
    if (plain.isRecord() && !TEXTS.contains(plain)) {
      return ref(plain);
    }
    return scalar(plain);
  }

  private static ObjectNode scalar(Class<?> type) {
    ObjectNode schema = Json.object();
    if (type == long.class || type == int.class || type == Long.class || type == Integer.class) {
      boolean wide = type == long.class || type == Long.class;
      return schema.put("type", "integer").put("format", wide ? "int64" : "int32");
    }
    if (type == double.class || type == Double.class) {
      return schema.put("type", "number");
    }
    if (type == boolean.class || type == Boolean.class) {
      return schema.put("type", "boolean");
    }
    if (JsonNode.class.isAssignableFrom(type)) {
      return schema.put("type", "object").put("additionalProperties", true);
    }
    schema.put("type", "string");
    if (type == Instant.class) {
      schema.put("format", "date-time");
    } else if (type == LocalDate.class) {
      schema.put("format", "date");
    } else if (type == BigDecimal.class || type == Money.class) {
      schema.put("format", "decimal");
    }
    return schema;
  }
}
