package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;

/// What Azure's content filter says of a prompt and of each choice: nothing found.
final class AzureFilter {
  private AzureFilter() {}

  /// The first chunk of a stream: of the prompt only, with empty names.
  static ObjectNode chunk() {
    ObjectNode chunk = Json.object();
    chunk.putArray("choices");
    chunk.put("created", 0).put("id", "").put("model", "").put("object", "");
    prompt(chunk);
    return chunk;
  }

  static void prompt(ObjectNode parent) {
    parent
        .putArray("prompt_filter_results")
        .addObject()
        .put("prompt_index", 0)
        .set("content_filter_results", results());
  }

  static ObjectNode results() {
    ObjectNode results = Json.object();
    for (String kind : new String[] {"hate", "self_harm", "sexual", "violence"}) {
      results.putObject(kind).put("filtered", false).put("severity", "safe");
    }
    return results;
  }
}
