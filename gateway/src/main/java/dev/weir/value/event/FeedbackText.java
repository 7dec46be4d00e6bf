package dev.weir.value.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.value.event.Feedback.Origin;
import dev.weir.value.event.Feedback.Rating;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Feedback as an application sends it: `call_id` and `rating`, where wanted `comment`, `tags`,
/// `user` and `feedback_id`.
public final class FeedbackText {
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("call_id", "rating", "comment", "tags", "user", "feedback_id"));
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private FeedbackText() {}

  /// Reads one, whose origin only says who the user is; what is wrong is an
  /// [IllegalArgumentException] that names the field, the rule and the value.
  public static Feedback read(String text) {
    JsonNode body = tree(text);
    body.fieldNames()
        .forEachRemaining(name -> {
          if (!FIELDS.contains(name)) {
            throw new IllegalArgumentException(
                "there is no field '%s'; fields are %s".formatted(name, FIELDS));
          }
        });
    String user = text(body, "user");
    String id = text(body, "feedback_id");
    String call = text(body, "call_id");
    if (call.isEmpty()) {
      throw new IllegalArgumentException(
          "field 'call_id' is what the header x-weir-call-id of the answer said, and is missing");
    }
    JsonNode rating = body.path("rating");
    return new Feedback(
        call,
        id.isEmpty() ? user : id,
        new Origin("", "", user),
        Rating.of(rating.isIntegralNumber() ? rating.asText() : text(body, "rating")),
        text(body, "comment"),
        tags(body.path("tags")));
  }

  private static JsonNode tree(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (tree.isObject()) {
        return tree;
      }
      throw new IllegalArgumentException("feedback is a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("feedback is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isTextual() && !value.isMissingNode() && !value.isNull()) {
      throw new IllegalArgumentException(
          "field '%s' is a text, was %s".formatted(field, value.getNodeType()));
    }
    return value.asText("");
  }

  private static List<String> tags(JsonNode list) {
    List<String> tags = new ArrayList<>();
    list.forEach(each -> tags.add(each.isTextual() ? each.textValue() : ""));
    if ((!list.isArray() && !list.isMissingNode() && !list.isNull()) || tags.contains("")) {
      throw new IllegalArgumentException(
          "field 'tags' is a list of texts, was %s".formatted(list.getNodeType()));
    }
    return tags;
  }
}
