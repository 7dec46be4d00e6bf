package dev.weir.simulator.dialect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/// Unit vectors that depend on the text and nothing else, so that equal texts are equally placed.
final class Vectors {
  private Vectors() {}

  static float[] of(String text, int dimensions) {
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

  static void into(ArrayNode numbers, float[] vector) {
    for (float value : vector) {
      numbers.add(value);
    }
  }
}
