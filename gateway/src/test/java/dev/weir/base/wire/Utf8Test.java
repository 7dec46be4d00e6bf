package dev.weir.base.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void agreesWithTheStrictDecoderOnRandomBytes() {
    long seed = 11;
    var random = new Random(seed);
    for (int round = 0; round < 200_000; round++) {
      byte[] bytes = sample(random);

      int invalid = Utf8.firstInvalid(bytes);

      assertThat(invalid).as("seed %d round %d", seed, round).isEqualTo(expected(bytes));
    }
  }

  private static byte[] sample(Random random) {
    var text = new StringBuilder();
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      int point = random.nextInt(1 << (1 + random.nextInt(20)));
      text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? 'x' : point);
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    if (bytes.length > 0 && random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static int expected(byte[] bytes) {
    var decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    var result = decoder.decode(in, CharBuffer.allocate(100), true);
    return result.isError() ? in.position() : -1;
  }
}
