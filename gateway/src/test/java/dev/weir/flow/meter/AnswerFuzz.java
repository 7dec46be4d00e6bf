package dev.weir.flow.meter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.FuzzedWires;
import dev.weir.flow.dialect.Partition;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.OwnFamilies;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What must hold of what listens to an answer and of what edits it, for any bytes: the first names
/// the wire (`0` to `4`), the second says whether the answer is a stream (`s`) and where it is
/// split, the rest is the answer.
public final class AnswerFuzz {
  private static final int UNLIMITED = 1 << 20;
  private static final int SMALL = 64;
  private static final int CHUNK_MAX = 9;
  private static final MeterLimits TIGHT = new MeterLimits(SMALL, SMALL, SMALL);

  private AnswerFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < 2) {
      return;
    }
    Wire wire = FuzzedWires.of(input[0]);
    boolean stream = (input[1] & 1) == 1;
    byte[] answer = Arrays.copyOfRange(input, 2, input.length);
    MeterReading whole = metered(wire, stream, answer, answer.length, MeterLimits.USUAL);
    MeterReading split = metered(wire, stream, answer, CHUNK_MAX, MeterLimits.USUAL);
    assertThat(split).isEqualTo(whole);
    whole.usage().ifPresent(AnswerFuzz::believable);
    metered(wire, stream, answer, CHUNK_MAX, TIGHT);
    passedOn(answer);
  }

  private static void believable(Usage usage) {
    assertThat(usage.plainInput()).isNotNegative();
    assertThat(usage.plainOutput()).isNotNegative();
    usage.beyond().forEach((name, quantity) -> assertThat(quantity).as(name).isNotNegative());
    assertThat(Partition.of(usage).contradiction()).isEmpty();
  }

  private static void passedOn(byte[] answer) {
    byte[] whole = edited(answer, answer.length, withoutUsage(UNLIMITED));
    byte[] split = edited(answer, CHUNK_MAX, withoutUsage(UNLIMITED));
    byte[] limited = edited(answer, CHUNK_MAX, withoutUsage(SMALL));
    assertThat(split).isEqualTo(whole);
    partOf(answer, whole);
    partOf(answer, limited);
    if (!new String(answer, ISO_8859_1).contains("\"usage\"")) {
      assertThat(whole).isEqualTo(answer);
      assertThat(limited).isEqualTo(answer);
    }
    assertThat(edited(answer, CHUNK_MAX, AnswerEdit.undoing(List.of(), SMALL))).isEqualTo(answer);
  }

  private static AnswerEdit withoutUsage(int eventBytesMax) {
    return AnswerEdit.undoing(List.of(new Splice.UsageRequest()), eventBytesMax);
  }

  /// What is passed on is what came, in its order, with nothing added.
  private static void partOf(byte[] answer, byte[] passed) {
    int at = 0;
    for (byte b : passed) {
      while (at < answer.length && answer[at] != b) {
        at++;
      }
      assertThat(at).as("bytes that never came").isLessThan(answer.length);
      at++;
    }
  }

  private static MeterReading metered(
      Wire wire, boolean stream, byte[] answer, int chunkMax, MeterLimits limits) {
    var meter = new Meter(OwnFamilies.metering(wire), true, limits, 0);
    meter.head(stream ? Framing.SSE : Framing.NONE, 0);
    var random = new Random(answer.length);
    for (int at = 0; at < answer.length; ) {
      int to = Math.min(answer.length, at + Math.max(1, random.nextInt(chunkMax + 1)));
      meter.chunk(Arrays.copyOfRange(answer, at, to), 0);
      at = to;
    }
    return meter.end(0);
  }

  private static byte[] edited(byte[] answer, int chunkMax, AnswerEdit edit) {
    var passed = new ByteArrayOutputStream();
    var random = new Random(answer.length);
    for (int at = 0; at < answer.length; ) {
      int to = Math.min(answer.length, at + Math.max(1, random.nextInt(chunkMax + 1)));
      passed.writeBytes(edit.chunk(Arrays.copyOfRange(answer, at, to)));
      at = to;
    }
    passed.writeBytes(edit.end());
    return passed.toByteArray();
  }
}
