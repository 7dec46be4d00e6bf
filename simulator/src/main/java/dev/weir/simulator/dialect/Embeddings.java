package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.simulator.book.Usage;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Unit vectors that depend on the text and nothing else, so that equal texts are equally placed.
final class Embeddings {
  private Embeddings() {}

  static Buffer body(Call call, Plan plan) {
    ObjectNode root = Json.object().put("object", "list");
    ArrayNode data = root.putArray("data");
    List<String> inputs = call.inputs();
    for (int i = 0; i < inputs.size(); i++) {
      float[] vector = vector(inputs.get(i), call.dimensions());
      ObjectNode entry = data.addObject().put("object", "embedding").put("index", i);
      if (call.base64()) {
        entry.put("embedding", base64(vector));
      } else {
        ArrayNode numbers = entry.putArray("embedding");
        for (float value : vector) {
          numbers.add(value);
        }
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

  private static float[] vector(String text, int dimensions) {
    var hash = new CRC32C();
    hash.update(text.getBytes(UTF_8));
    var random = new SplittableRandom(hash.getValue());
    var vector = new float[dimensions];
    double squares = 0;
    for (int i = 0; i < dimensions; i++) {
      vector[i] = (float) random.nextGaussian();
      squares += (double) vector[i] * vector[i];
    }
    float norm = (float) Math.sqrt(squares);
    for (int i = 0; i < dimensions; i++) {
      vector[i] /= norm;
    }
    return vector;
  }

  private static String base64(float[] vector) {
    var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
