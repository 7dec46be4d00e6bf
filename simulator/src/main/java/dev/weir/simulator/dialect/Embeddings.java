package dev.weir.simulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/// OpenAI's embeddings, as numbers or as base64.
final class Embeddings {
  private Embeddings() {}

  static Buffer body(Call call, Plan plan) {
    ObjectNode root = Json.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    List<String> inputs = call.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      float[] vector = Vectors.of(inputs.get(i), call.dimensions());
      ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
      if (call.base64()) {
        entry.put("embedding", base64(vector));
      } else {
        Vectors.into(entry.putArray("embedding"), vector);
      }
    }
    root.put("model", plan.model());
    Usage usage = plan.reported();
    if (usage != null) {
      root.putObject("usage")
          .put("prompt_tokens", usage.input())
          .put("total_tokens", usage.input());
    }
    return Buffer.buffer(Json.indented(root) + "\n");
  }

  private static String base64(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
