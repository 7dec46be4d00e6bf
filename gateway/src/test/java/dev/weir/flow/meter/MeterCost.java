package dev.weir.flow.meter;

import com.sun.management.ThreadMXBean;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Exchange;
import dev.weir.flow.dialect.Splice;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.provider.OwnFamilies;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Prints what metering and editing cost per frame, in nanoseconds and bytes allocated, on the
/// longest recorded stream of each dialect. Run by hand.
public final class MeterCost {
  private static final int WARM_ROUNDS = 20_000;
  private static final int ROUNDS = 20_000;

  private MeterCost() {}

  /// Prints one line per measured thing.
  public static void main(String[] args) throws IOException {
    List<Exchange> all = Recordings.all();
    for (Wire wire : List.of(Wire.OPENAI_CHAT, Wire.ANTHROPIC_MESSAGES)) {
      Exchange longest =
          all.stream()
              .filter(e -> e.wire() == wire && e.stream())
              .filter(e -> wire != Wire.OPENAI_CHAT || e.answer().contains("\"usage\":null"))
              .max(Comparator.comparingInt(e -> e.answer().length()))
              .orElseThrow();
      List<byte[]> frames = frames(longest.answer());
      System.out.printf(
          "%s %s: %d frames, %d bytes%n",
          wire, longest.where(), frames.size(), longest.answer().length());
      measure("meter", frames, f -> meter(wire, f, false));
      measure("meter keeping text", frames, f -> meter(wire, f, true));
      measure("edit", frames, MeterCost::edit);
    }
    Exchange biggest =
        all.stream().max(Comparator.comparingInt(e -> e.request().length())).orElseThrow();
    byte[] body = biggest.requestBytes();
    System.out.printf("request of %d bytes, per body:%n", body.length);
    measure("ask", List.of(body), f -> AskReader.read(biggest.incoming(), f.getFirst()));
  }

  private static List<byte[]> frames(String stream) {
    var frames = new ArrayList<byte[]>();
    for (String frame : Pattern.compile("(?<=\n\n)").split(stream, 0)) {
      frames.add(frame.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return frames;
  }

  private static void meter(Wire wire, List<byte[]> frames, boolean keepsText) {
    var meter = new Meter(OwnFamilies.metering(wire), keepsText, MeterLimits.USUAL, 0);
    meter.head(Framing.SSE, 0);
    long nanos = 0;
    for (byte[] frame : frames) {
      nanos += 1_000_000;
      meter.chunk(frame, nanos);
    }
    if (meter.end(nanos).frames() == 0) {
      throw new IllegalStateException("no frames");
    }
  }

  private static void edit(List<byte[]> frames) {
    AnswerEdit edit = AnswerEdit.undoing(List.of(new Splice.UsageRequest()), 1 << 20);
    for (byte[] frame : frames) {
      edit.chunk(frame);
    }
    edit.end();
  }

  private static void measure(String what, List<byte[]> frames, Consumer<List<byte[]>> once) {
    int scale = Math.max(1, frames.size() / 20);
    for (int i = 0; i < WARM_ROUNDS / scale; i++) {
      once.accept(frames);
    }
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int rounds = Math.max(1, ROUNDS / scale);
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long cpu = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < rounds; i++) {
      once.accept(frames);
    }
    double calls = (double) rounds * frames.size();
    System.out.printf(
        "  %-20s %8.0f ns  %8.0f bytes per frame%n",
        what,
        (threads.getCurrentThreadCpuTime() - cpu) / calls,
        (threads.getCurrentThreadAllocatedBytes() - bytes) / calls);
  }
}
