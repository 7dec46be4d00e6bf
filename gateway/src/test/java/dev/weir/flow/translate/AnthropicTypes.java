package dev.weir.flow.translate;

import com.anthropic.core.JsonField;
import com.anthropic.core.ObjectMappers;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Anthropic's own client: it reads what it is given, and is asked whether that is valid. Members
/// it does not know it keeps; here they are wrong.
final class AnthropicTypes implements VendorSchema {
  private static final JsonMapper JSON = ObjectMappers.jsonMapper();
  private static final String REST = "additionalProperties";

  private static final ClassValue<List<Field>> FIELDS =
      new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
          List<Field> fields =
              Arrays.stream(type.getDeclaredFields())
                  .filter(field -> !Modifier.isStatic(field.getModifiers()))
                  .toList();
          fields.forEach(field -> field.setAccessible(true));
          return fields;
        }
      };

  /// Members of a request that the client has no types for: whether it is a stream is which method
  /// is called, and how tokens are drawn is what its newest models no longer let one say.
  private static final List<String> UNTYPED = List.of("stream", "temperature", "top_p", "top_k");

  @Override
  public List<String> request(JsonNode body) {
    ObjectNode known = body.deepCopy();
    known.remove(UNTYPED);
    return wrong(known, MessageCreateParams.Body.class, MessageCreateParams.Body::validate);
  }

  @Override
  public List<String> answer(JsonNode body) {
    return wrong(body, Message.class, Message::validate);
  }

  @Override
  public List<String> event(String name, JsonNode data) {
    return wrong(data, RawMessageStreamEvent.class, RawMessageStreamEvent::validate);
  }

  private static <T> List<String> wrong(JsonNode value, Class<T> type, UnaryOperator<T> validate) {
    List<String> wrong = new ArrayList<>();
    try {
      T read = JSON.treeToValue(value, type);
      unknown(type.getSimpleName(), validate.apply(read), wrong);
    } catch (JsonProcessingException | RuntimeException refused) {
      wrong.add(type.getSimpleName() + ": " + refused.getMessage());
    }
    return wrong;
  }

  private static void unknown(String at, @Nullable Object value, List<String> wrong) {
    switch (value) {
      case null -> {}
      case JsonField<?> field -> field.asKnown().ifPresent(its -> unknown(at, its, wrong));
      case Optional<?> its -> its.ifPresent(each -> unknown(at, each, wrong));
      case Iterable<?> its -> its.forEach(each -> unknown(at, each, wrong));
      case Object object when object.getClass().getName().startsWith("com.anthropic.models.") ->
          members(at, object, wrong);
      default -> {}
    }
  }

  private static void members(String at, Object object, List<String> wrong) {
    List<Field> fields = FIELDS.get(object.getClass());
    boolean typed = fields.stream().anyMatch(field -> isTyped(field.getType()));
    for (Field field : fields) {
      @Nullable Object member = member(field, object);
      if (!field.getName().equals(REST)) {
        unknown(at + "." + field.getName(), member, wrong);
      } else if (typed
          && !(object instanceof Tool.InputSchema)
          && member instanceof Map<?, ?> rest) {
        rest.keySet().forEach(name -> wrong.add("%s.%s: unknown".formatted(at, name)));
      }
    }
  }

  /// An object without typed members is one of anything.
  private static boolean isTyped(Class<?> type) {
    return JsonField.class.isAssignableFrom(type);
  }

  private static @Nullable Object member(Field field, Object object) {
    try {
      return field.get(object);
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
  }
}
