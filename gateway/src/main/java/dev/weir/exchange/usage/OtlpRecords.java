package dev.weir.exchange.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.flow.recording.Recording.Problem;
import dev.weir.flow.recording.UsageRecord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Spans of OTLP over HTTP, as JSON, read as usage records: those of generative AI's conventions,
/// their older names, and OpenInference's.
///
/// A span counts when it is one request to a model. One that sums up others is passed over: an
/// agent's, a workflow's, and any that has a counting span below it in the same text. So is one
/// that Weir made itself.
public final class OtlpRecords {
  private static final JsonMapper MAPPER = new JsonMapper();

  private OtlpRecords() {}

  /// A text that is no export of traces is an [IllegalArgumentException].
  public static Records read(String text) {
    Map<String, UsageSpan> counting = new LinkedHashMap<>();
    Map<String, String> parents = new LinkedHashMap<>();
    int spans = 0;
    for (JsonNode resource : tree(text).path("resourceSpans")) {
      Attributes shared = Attributes.of(resource.path("resource"));
      for (JsonNode scope : resource.path("scopeSpans")) {
        for (JsonNode span : scope.path("spans")) {
          spans++;
          UsageSpan read = new UsageSpan(span, Attributes.of(span), shared);
          parents.put(read.id(), read.parent());
          if (read.counts()) {
            counting.put(read.id(), read);
          }
        }
      }
    }
    sums(counting.keySet(), parents).forEach(counting::remove);
    List<UsageRecord> records = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    int index = 0;
    for (UsageSpan span : counting.values()) {
      try {
        records.add(span.record());
      } catch (IllegalArgumentException | ArithmeticException wrong) {
        problems.add(new Problem(index, span.id(), String.valueOf(wrong.getMessage())));
      }
      index++;
    }
    return new Records(records, problems, spans - counting.size());
  }

  /// The spans above others of these.
  private static Set<String> sums(Set<String> counting, Map<String, String> parents) {
    Set<String> above = new HashSet<>();
    for (String span : counting) {
      String parent = parents.getOrDefault(span, "");
      while (!parent.isEmpty() && above.add(parent)) {
        parent = parents.getOrDefault(parent, "");
      }
    }
    above.retainAll(counting);
    return above;
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
}
