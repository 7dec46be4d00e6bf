package dev.weir.view.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.entry.CallId;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads bodies and writes page records. Decimals stay decimals; money is text, because a reader's
/// floating point would round it; an absent value is left out.
final class Json {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private Json() {}

  static ObjectNode object() {
    return NODES.objectNode();
  }

  /// Reads an object; no bytes at all are an empty one.
  static ObjectNode object(byte[] body) {
    if (body.length == 0) {
      return object();
    }
    return object(new String(body, StandardCharsets.UTF_8));
  }

  static ObjectNode object(String text) {
    try {
      if (MAPPER.readTree(text) instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("the body is a JSON object");
    } catch (JsonProcessingException e) {
      // Without the token, which may be anything, a secret too.
      throw new IllegalArgumentException(
          "the body is not JSON: "
              + e.getOriginalMessage().replaceAll(",? from `[^`]*`|(?<=token) '[^']*'", ""),
          e);
    }
  }

  static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a JSON tree can always be written", e);
    }
  }

  /// A value of a page as JSON: records become objects whose fields are in snake case.
  static JsonNode tree(Object value) {
    return switch (value) {
      case JsonNode node -> node;
      case String text -> NODES.textNode(text);
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean flag -> NODES.booleanNode(flag);
      case BigDecimal amount -> NODES.textNode(plain(amount));
      case Money amount -> NODES.textNode(amount.toString());
      case CallId id -> NODES.textNode(id.toString());
      case Enum<?> constant -> NODES.textNode(constant.name().toLowerCase(Locale.ROOT));
      case Optional<?> optional -> optional.map(Json::tree).orElseGet(NODES::nullNode);
      case Collection<?> collection -> {
        ArrayNode array = NODES.arrayNode();
        collection.forEach(each -> array.add(tree(each)));
        yield array;
      }
      case Map<?, ?> map -> {
        ObjectNode object = object();
        map.forEach((name, each) -> object.set(name.toString(), tree(each)));
        yield object;
      }
      case Record page -> record(page);
      default -> NODES.textNode(value.toString());
    };
  }

  private static ObjectNode record(Record page) {
    ObjectNode object = object();
    for (RecordComponent component : page.getClass().getRecordComponents()) {
      Object value = read(page, component);
      if (!value.equals(Optional.empty())) {
        object.set(snakeCase(component.getName()), tree(value));
      }
    }
    return object;
  }

  private static Object read(Record page, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(page);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the page " + page.getClass() + " cannot be read", e);
    }
  }

  static String snakeCase(String name) {
    return name.replaceAll("([A-Z]|(?<=Write)[0-9])", "_$1").toLowerCase(Locale.ROOT);
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }
}
