package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SseFrameTest {
  private static final long[] TIMES = {1, 0x123456789abcdefL, Long.MAX_VALUE};

  @Test
  void readsTheTimesBackHoweverTheBytesAreSplit() {
    for (int piece = 1; piece <= 2 * SseFrame.BYTES; piece++) {
      ByteBuf body = bodyOf(TIMES);
      SseFrame.Reader reader = new SseFrame.Reader();
      List<Long> times = new ArrayList<>();
      while (body.isReadable()) {
        reader.read(body.readSlice(Math.min(piece, body.readableBytes())), times::add);
      }
      assertThat(times)
          .as("pieces of %s bytes", piece)
          .containsExactly(TIMES[0], TIMES[1], TIMES[2]);
    }
  }

  @Test
  void isOneChunkThatHoldsOneEvent() {
    ByteBuf out = Unpooled.buffer();
    SseFrame.write(out, 255);

    String chunk = out.toString(US_ASCII);
    assertThat(chunk)
        .startsWith("c8\r\ndata: {\"id\":\"00000000000000ff\",")
        .endsWith("\"},\"finish_reason\":null}]}\n\n\r\n");
    assertThat(chunk).hasSize(4 + SseFrame.BYTES + 2);
  }

  @Test
  void statesTheUsageInAFrameOfTheSameSize() {
    ByteBuf out = Unpooled.buffer();
    SseFrame.writeUsage(out, 1);

    assertThat(out.toString(US_ASCII))
        .hasSize(4 + SseFrame.BYTES + 2)
        .contains("\"choices\":[],\"usage\":{\"prompt_tokens\":240,")
        .endsWith("}\n\n\r\n");
  }

  @Test
  void aNewBodyBeginsWithANewFrame() {
    SseFrame.Reader reader = new SseFrame.Reader();
    List<Long> times = new ArrayList<>();
    reader.read(Unpooled.copiedBuffer("data: [DONE]\n\n", US_ASCII), times::add);

    reader.reset();
    reader.read(bodyOf(7), times::add);

    assertThat(times).containsExactly(7L);
  }

  private static ByteBuf bodyOf(long... times) {
    ByteBuf body = Unpooled.buffer();
    for (long time : times) {
      ByteBuf chunk = Unpooled.buffer();
      SseFrame.write(chunk, time);
      body.writeBytes(chunk.slice(4, SseFrame.BYTES));
    }
    return body;
  }
}
