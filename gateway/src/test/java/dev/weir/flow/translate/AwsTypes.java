package dev.weir.flow.translate;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallLocation;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamOutput;

/// AWS's own client: the model of Converse that its types carry with them, by which it writes
/// requests and reads answers. Members that it has not, words that are not on their list, and
/// unions of several are wrong.
final class AwsTypes implements VendorSchema {
  /// What must be there, which the client leaves to the service: from the API's reference.
  private static final Map<String, List<String>> REQUIRED =
      Map.ofEntries(
          Map.entry("Message", List.of("role", "content")),
          Map.entry("ToolUseBlock", List.of("toolUseId", "name", "input")),
          Map.entry("ToolResultBlock", List.of("toolUseId", "content")),
          Map.entry("ImageBlock", List.of("format", "source")),
          Map.entry("DocumentBlock", List.of("name", "source")),
          Map.entry("CachePointBlock", List.of("type")),
          Map.entry("ReasoningTextBlock", List.of("text")),
          Map.entry("ToolConfiguration", List.of("tools")),
          Map.entry("ToolSpecification", List.of("name", "inputSchema")),
          Map.entry("SpecificToolChoice", List.of("name")),
          Map.entry("JsonSchemaDefinition", List.of("schema")),
          Map.entry("TokenUsage", List.of("inputTokens", "outputTokens", "totalTokens")),
          Map.entry("ConverseResponse", List.of("output", "stopReason", "usage", "metrics")),
          Map.entry("MessageStartEvent", List.of("role")),
          Map.entry("ContentBlockStartEvent", List.of("contentBlockIndex", "start")),
          Map.entry("ContentBlockDeltaEvent", List.of("contentBlockIndex", "delta")),
          Map.entry("ContentBlockStopEvent", List.of("contentBlockIndex")),
          Map.entry("MessageStopEvent", List.of("stopReason")),
          Map.entry("ConverseStreamMetadataEvent", List.of("usage", "metrics")));

  @Override
  public List<String> request(JsonNode body) {
    return wrong(ConverseRequest.builder(), body);
  }

  @Override
  public List<String> answer(JsonNode body) {
    return wrong(ConverseResponse.builder(), body);
  }

  @Override
  public List<String> event(String name, JsonNode data) {
    return switch (name) {
      case "messageStart" -> wrong(ConverseStreamOutput.messageStartBuilder(), data);
      case "contentBlockStart" -> wrong(ConverseStreamOutput.contentBlockStartBuilder(), data);
      case "contentBlockDelta" -> wrong(ConverseStreamOutput.contentBlockDeltaBuilder(), data);
      case "contentBlockStop" -> wrong(ConverseStreamOutput.contentBlockStopBuilder(), data);
      case "messageStop" -> wrong(ConverseStreamOutput.messageStopBuilder(), data);
      case "metadata" -> wrong(ConverseStreamOutput.metadataBuilder(), data);
      default -> List.of("no such event: " + name);
    };
  }

  private static List<String> wrong(SdkPojo type, JsonNode value) {
    List<String> wrong = new ArrayList<>();
    shape("$", type, value, wrong);
    return wrong;
  }

  private static void shape(String at, SdkPojo type, JsonNode value, List<String> wrong) {
    if (!value.isObject()) {
      wrong.add(at + ": no object");
      return;
    }
    Map<String, SdkField<?>> fields = new HashMap<>();
    for (SdkField<?> field : type.sdkFields()) {
      if (field.location() == MarshallLocation.PAYLOAD) {
        fields.put(field.locationName(), field);
      }
    }
    // A builder is a class within the type that it builds.
    Class<?> built = type.getClass().getEnclosingClass();
    for (String name : REQUIRED.getOrDefault(built.getSimpleName(), List.of())) {
      if (!value.hasNonNull(name)) {
        wrong.add("%s.%s: missing".formatted(at, name));
      }
    }
    if (isUnion(built) && value.size() != 1) {
      wrong.add("%s: one of %s, was %s".formatted(at, fields.keySet(), value.properties()));
    }
    value
        .properties()
        .forEach(member -> {
          String name = member.getKey();
          SdkField<?> field = fields.get(name);
          if (field == null) {
            wrong.add("%s.%s: unknown".formatted(at, name));
          } else {
            value(at + "." + name, field, member.getValue(), wrong);
            words(built, name, member.getValue())
                .ifPresent(words -> wrong.add("%s.%s: none of %s".formatted(at, name, words)));
          }
        });
  }

  private static void value(String at, SdkField<?> field, JsonNode value, List<String> wrong) {
    MarshallingKnownType type = field.marshallingType().getKnownType();
    switch (type) {
      case SDK_POJO -> shape(at, field.constructor().get(), value, wrong);
      case LIST -> {
        require(value.isArray(), at, type, wrong);
        SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        value.forEach(each -> value(at + "[]", element, each, wrong));
      }
      case MAP -> {
        require(value.isObject(), at, type, wrong);
        SdkField<?> element = field.getRequiredTrait(MapTrait.class).valueFieldInfo();
        value.forEach(each -> value(at + "{}", element, each, wrong));
      }
      case STRING -> require(value.isTextual(), at, type, wrong);
      case INTEGER, LONG, SHORT, BYTE -> require(value.isIntegralNumber(), at, type, wrong);
      case FLOAT, DOUBLE, BIG_DECIMAL -> require(value.isNumber(), at, type, wrong);
      case BOOLEAN -> require(value.isBoolean(), at, type, wrong);
      case SDK_BYTES -> require(isBase64(value), at, type, wrong);
      case INSTANT -> require(value.isNumber() || value.isTextual(), at, type, wrong);
      case DOCUMENT -> {} // anything
      case NULL -> require(value.isNull(), at, type, wrong);
    }
  }

  private static void require(
      boolean rule, String at, MarshallingKnownType type, List<String> wrong) {
    if (!rule) {
      wrong.add("%s: no %s".formatted(at, type));
    }
  }

  private static boolean isBase64(JsonNode value) {
    try {
      return value.isTextual() && Base64.getDecoder().decode(value.asText()).length > 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// A type of which one member is set has a list of its members.
  private static boolean isUnion(Class<?> type) {
    return Arrays.stream(type.getDeclaredClasses())
        .anyMatch(within -> within.isEnum() && within.getSimpleName().equals("Type"));
  }

  /// The words that a member may be, if it is none of them.
  private static Optional<String> words(Class<?> type, String member, JsonNode value) {
    String getter = member.substring(0, 1).toLowerCase(Locale.ROOT) + member.substring(1);
    for (Method method : type.getMethods()) {
      if (method.getName().equals(getter)
          && method.getParameterCount() == 0
          && method.getReturnType().isEnum()) {
        Object[] words = method.getReturnType().getEnumConstants();
        Object read = fromValue(method.getReturnType(), value.asText());
        return ((Enum<?>) read).name().equals("UNKNOWN_TO_SDK_VERSION")
            ? Optional.of(Arrays.stream(words).map(Object::toString).collect(Collectors.joining()))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Object fromValue(Class<?> words, String word) {
    try {
      return words.getMethod("fromValue", String.class).invoke(null, word);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException none) {
      throw new IllegalStateException(none);
    }
  }
}
