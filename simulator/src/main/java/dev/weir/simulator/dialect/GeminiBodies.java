package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.request.Endpoint;
import dev.weir.simulator.script.Part;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;

/// Gemini's unstreamed answers, indented as the provider indents them.
final class GeminiBodies {
  private GeminiBodies() {}

  static Buffer generated(Call call, Plan plan, Identity identity) {
    var fields = new GeminiFields(call, plan, identity);
    ArrayNode candidates = Json.array();
    for (int i = 0; i < plan.choices(); i++) {
      candidates.add(fields.candidate(i, parts(plan, fields), true));
    }
    Usage usage = plan.reported();
    return indented(
        fields.around(
            candidates,
            usage == null ? null : fields.usage(usage, usage.output() - usage.reasoning())));
  }

  // The seal of the thoughts goes with the first part after them.
  private static ArrayNode parts(Plan plan, GeminiFields fields) {
    ArrayNode parts = Json.array();
    boolean unsealed = plan.thinks();
    for (Part part : plan.parts()) {
      boolean sealed = unsealed && !(part instanceof Part.Thought);
      parts.add(fields.part(part, sealed));
      unsealed &= !sealed;
    }
    return parts;
  }

  static Buffer counted(Plan plan) {
    Usage usage = plan.reported();
    long tokens = usage == null ? 0 : usage.input();
    ObjectNode root = Json.object().put("totalTokens", tokens);
    GeminiFields.details(root, "promptTokensDetails", tokens);
    return indented(root);
  }

  /// One embedding, or a batch of them, whose usage names its details in the singular.
  static Buffer embedded(Call call, Plan plan) {
    ObjectNode root = Json.object();
    boolean batch = call.endpoint() == Endpoint.EMBED_BATCH;
    if (batch) {
      ArrayNode list = root.putArray("embeddings");
      call.inputs().forEach(input -> values(list.addObject(), input, call));
    } else {
      values(root.putObject("embedding"), call.inputs().getFirst(), call);
    }
    Usage usage = plan.reported();
    if (usage != null) {
      ObjectNode block = root.putObject("usageMetadata").put("promptTokenCount", usage.input());
      String details = batch ? "promptTokenDetails" : "promptTokensDetails";
      GeminiFields.details(block, details, usage.input());
      if (!batch) {
        block.put("totalTokenCount", usage.input());
      }
    }
    return indented(root);
  }

  private static void values(ObjectNode embedding, String input, Call call) {
    Vectors.into(embedding.putArray("values"), Vectors.of(input, call.dimensions()));
  }

  private static Buffer indented(ObjectNode root) {
    return Buffer.buffer(Json.indented(root) + "\n");
  }
}
