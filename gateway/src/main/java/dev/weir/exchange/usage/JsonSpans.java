package dev.weir.exchange.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/// An export of traces in OTLP's JSON: 64-bit integers are texts, ids hexadecimal in any case.
final class JsonSpans {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final List<String> KINDS =
      List.of("stringValue", "intValue", "doubleValue", "boolValue");

  private JsonSpans() {}

  /// A text that is no export of traces is an [IllegalArgumentException].
  static void read(String text, Consumer<UsageSpan> spans) {
    for (JsonNode resource : tree(text).path("resourceSpans")) {
      Attributes shared = attributes(resource.path("resource"));
      for (JsonNode scope : resource.path("scopeSpans")) {
        for (JsonNode span : scope.path("spans")) {
          spans.accept(new UsageSpan(head(span), attributes(span), shared));
        }
      }
    }
  }

  private static JsonNode tree(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.path("resourceSpans").isArray()) {
        return tree;
      }
      throw new IllegalArgumentException(
          "an export of traces is an object with the list 'resourceSpans'");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static UsageSpan.Head head(JsonNode span) {
    return new UsageSpan.Head(
        id(span, "traceId"),
        id(span, "spanId"),
        id(span, "parentSpanId"),
        span.path("startTimeUnixNano").asText(),
        span.path("status").path("code").asInt());
  }

  private static String id(JsonNode span, String name) {
    return span.path(name).asText().toLowerCase(Locale.ROOT);
  }

  private static Attributes attributes(JsonNode holder) {
    Map<String, String> values = new HashMap<>();
    for (JsonNode attribute : holder.path("attributes")) {
      JsonNode value = attribute.path("value");
      KINDS.stream()
          .filter(value::has)
          .forEach(kind -> values.put(attribute.path("key").asText(), value.path(kind).asText()));
    }
    return new Attributes(values);
  }
}
