package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FramesTest {
  private static final long[] TIMES = {1, 0x123456789abcdefL, Long.MAX_VALUE};

  static Stream<Frames> everyProvider() {
    return Stream.of(new ChatFrames(), new MessageFrames());
  }

  private static ByteBuf bodyOf(Frames frames, long... times) {
    ByteBuf body = Unpooled.buffer();
    frames.first(body);
    for (long time : times) {
      frames.write(body, time);
    }
    return body;
  }

  @ParameterizedTest
  @MethodSource("everyProvider")
  void theTimesAreReadBackHoweverTheBytesAreSplit(Frames frames) {
    for (int piece = 1; piece <= 2 * Frame.BYTES; piece++) {
      ByteBuf body = bodyOf(frames, TIMES);
      Stamp.Reader reader = new Stamp.Reader();
      List<Long> times = new ArrayList<>();
      while (body.isReadable()) {
        reader.read(body.readSlice(Math.min(piece, body.readableBytes())), times::add);
      }
      assertThat(times)
          .as("pieces of %s bytes", piece)
          .containsExactly(TIMES[0], TIMES[1], TIMES[2]);
    }
  }

  @ParameterizedTest
  @MethodSource("everyProvider")
  void aFrameIsOneChunkThatHoldsOneEvent(Frames frames) {
    ByteBuf out = Unpooled.buffer();
    frames.write(out, 255);

    String chunk = out.toString(US_ASCII);
    assertThat(chunk).startsWith("c8\r\n").contains("@00000000000000ff").endsWith("}\n\n\r\n");
    assertThat(chunk).hasSize(4 + Frame.BYTES + 2);
  }

  @ParameterizedTest
  @MethodSource("everyProvider")
  void whatEndsAStreamStatesTheUsageAndAsManyStampsAsItSays(Frames frames) {
    ByteBuf out = Unpooled.buffer();
    int stamps = frames.last(out, 7);

    assertThat(out.toString(US_ASCII)).containsAnyOf("prompt_tokens\":240", "output_tokens\":60");
    List<Long> times = new ArrayList<>();
    new Stamp.Reader().read(out, times::add);
    assertThat(times).hasSize(stamps).allMatch(time -> time == 7);
  }

  @ParameterizedTest
  @MethodSource("everyProvider")
  void aNewBodyBeginsWithANewStamp(Frames frames) {
    Stamp.Reader reader = new Stamp.Reader();
    List<Long> times = new ArrayList<>();
    reader.read(Unpooled.copiedBuffer("data: {\"id\":\"@00", US_ASCII), times::add);

    reader.reset();
    reader.read(bodyOf(frames, 7), times::add);

    assertThat(times).containsExactly(7L);
  }
}
