package dev.weir.flow.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Engine;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Everything happens on one loop, as it does in a call.
@Timeout(60)
class UnpackingTest implements AnswerSink, Sending {
  private static final int MANY = 3_000_000;

  private final BlockingQueue<Throwable> bugs = new LinkedBlockingQueue<>();
  private final Engine engine = Engine.start(1, bugs::add);
  private final Unpacking unpacking = new Unpacking(engine.loops().getFirst(), this);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<String> steering = new ArrayList<>();
  private Headers headers = Headers.EMPTY;
  private Optional<Failure> failure = Optional.empty();
  private int endings;
  private int longest;
  private long pauseAt = Long.MAX_VALUE;

  @AfterEach
  void close() {
    engine.close();
    assertThat(bugs).isEmpty();
  }

  /// Lets the steps run on the loop, and waits for them.
  private void onLoop(Runnable steps) throws InterruptedException {
    SynchronousQueue<String> done = new SynchronousQueue<>();
    engine
        .loops()
        .getFirst()
        .execute(() -> {
          String said = "done";
          try {
            steps.run();
          } catch (RuntimeException | AssertionError e) {
            said = e.toString();
          }
          String outcome = said;
          Thread.ofVirtual().start(() -> offer(done, outcome));
        });
    assertThat(done.poll(30, TimeUnit.SECONDS)).isEqualTo("done");
  }

  private static void offer(SynchronousQueue<String> queue, String text) {
    try {
      queue.put(text);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void answer(String encoding, byte[] packed, int chunkBytes) throws InterruptedException {
    onLoop(() -> {
      unpacking.over(this);
      unpacking.head(
          200,
          Headers.of(
              "content-type", "x", "content-encoding", encoding, "content-length", "" + MANY));
      for (int at = 0; at < packed.length && endings == 0; at += chunkBytes) {
        unpacking.chunk(Arrays.copyOfRange(packed, at, Math.min(packed.length, at + chunkBytes)));
      }
      if (endings == 0) {
        unpacking.end();
      }
    });
  }

  private static byte[] text(int words, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append("data: ").append(random.nextLong()).append("\n\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private static byte[] packed(String encoding, byte[] plain) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream packing =
        switch (encoding) {
          case "gzip" -> new GZIPOutputStream(packed);
          case "bare" ->
              new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION, true));
          default -> new DeflaterOutputStream(packed);
        }) {
      packing.write(plain);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return packed.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, gzip, 1",
    "GZIP, gzip, 7",
    "x-gzip, gzip, 100000",
    "deflate, zlib, 1",
    "deflate, zlib, 5000",
    "deflate, bare, 1",
    "deflate, bare, 5000"
  })
  void aKnownEncodingIsUnpackedHoweverItIsSplit(String encoding, String format, int chunkBytes)
      throws Exception {
    byte[] plain = text(2_000, chunkBytes);

    answer(encoding, packed(format, plain), chunkBytes);

    assertThat(body.toByteArray()).isEqualTo(plain);
    assertThat(failure).isEmpty();
    assertThat(endings).isEqualTo(1);
    assertThat(headers).isEqualTo(Headers.of("content-type", "x"));
    assertThat(longest).isLessThanOrEqualTo(16 * 1024);
  }

  @Test
  void aGzipBodyMayHaveANameAndSeveralMembers() throws Exception {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    byte[] first = packed("gzip", "one ".getBytes(UTF_8));
    two.write(first, 0, 3);
    two.write(4 + 8 + 16 + 2); // extra field, name, comment, header checksum
    two.write(first, 4, 6);
    two.writeBytes(new byte[] {2, 0, 9, 9, 'n', 0, 'c', 0, 1, 1});
    two.write(first, 10, first.length - 10);
    two.writeBytes(packed("gzip", "two".getBytes(UTF_8)));

    answer("gzip", two.toByteArray(), 1);

    assertThat(body.toString(UTF_8)).isEqualTo("one two");
    assertThat(failure).isEmpty();
  }

  @Test
  void anEmptyBodyIsComplete() throws Exception {
    answer("gzip", new byte[0], 1);

    assertThat(failure).isEmpty();
    assertThat(endings).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"br", "zstd", "'gzip, gzip'", "identity"})
  void anythingElsePassesAsItIs(String encoding) throws Exception {
    byte[] some = text(10, 1);

    answer(encoding, some, 13);

    assertThat(body.toByteArray()).isEqualTo(some);
    assertThat(headers.get("content-encoding")).contains(encoding);
    assertThat(headers.get("content-length")).contains("" + MANY);
  }

  @ParameterizedTest
  @CsvSource({"gzip, gzip", "deflate, zlib"})
  void aBombIsCutAtAHundredfold(String encoding, String format) throws Exception {
    byte[] bomb = packed(format, new byte[200 << 20]);

    answer(encoding, bomb, 8 * 1024);

    assertThat(failure.map(Failure::kind)).contains(Failure.Kind.CUT);
    assertThat(failure.map(Failure::detail).orElse("")).contains("more than 100 times");
    assertThat(steering).containsExactly("cancel");
    assertThat(endings).isEqualTo(1);
    assertThat(body.size()).isLessThan(2 << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8, ends too early", // the trailer
    "0, 1, ends too early",
    "0, 500, ends too early",
    "-5, 0, checksum is wrong",
    "20, 0, deflate data is broken",
    "1, 0, is not gzip"
  })
  void aBrokenBodyIsCut(int flipped, int missing, String why) throws Exception {
    byte[] packed = packed("gzip", text(2_000, 5));
    byte[] broken = Arrays.copyOf(packed, packed.length - missing);
    if (flipped != 0) {
      int at = flipped < 0 ? broken.length + flipped : flipped;
      Arrays.fill(broken, at, at + (flipped == 20 ? 40 : 1), (byte) 0xee);
    }

    answer("gzip", broken, 4_096);

    assertThat(failure.map(Failure::kind)).contains(Failure.Kind.CUT);
    assertThat(failure.map(Failure::detail).orElse("")).contains(why);
    assertThat(endings).isEqualTo(1);
  }

  @Test
  void nothingIsUnpackedWhileTheCallerPausesAndTheEndWaits() throws Exception {
    byte[] plain = new byte[900_000];
    pauseAt = 100_000;

    answer("gzip", packed("gzip", plain), 100_000);

    assertThat(body.size()).isBetween(100_000, 100_000 + 16 * 1024);
    assertThat(endings).isZero();

    onLoop(unpacking::resume);

    assertThat(body.toByteArray()).isEqualTo(plain);
    assertThat(endings).isEqualTo(1);
    assertThat(failure).isEmpty();
    assertThat(steering).containsExactly("pause", "resume");
  }

  @Test
  void whatCameBeforeAFailureIsToldBeforeIt() throws Exception {
    byte[] packed = packed("gzip", text(100, 3));
    onLoop(() -> {
      unpacking.over(this);
      unpacking.head(200, Headers.of("content-encoding", "gzip"));
      unpacking.chunk(Arrays.copyOf(packed, packed.length - 10));
      unpacking.failed(new Failure(Failure.Kind.TIMED_OUT, "silent"));
    });

    assertThat(body.size()).isPositive();
    assertThat(failure.map(Failure::kind)).contains(Failure.Kind.TIMED_OUT);
    assertThat(endings).isEqualTo(1);
  }

  @Test
  void nothingIsToldAfterACancel() throws Exception {
    byte[] packed = packed("gzip", text(2_000, 4));
    onLoop(() -> {
      unpacking.over(this);
      unpacking.head(200, Headers.of("content-encoding", "gzip"));
      unpacking.cancel();
      unpacking.chunk(packed);
      unpacking.end();
    });

    assertThat(body.size()).isZero();
    assertThat(endings).isZero();
    assertThat(steering).containsExactly("cancel");
  }

  @Override
  public void head(int status, Headers fields) {
    headers = fields;
  }

  @Override
  public void chunk(byte[] bytes) {
    body.writeBytes(bytes);
    longest = Math.max(longest, bytes.length);
    if (body.size() >= pauseAt) {
      pauseAt = Long.MAX_VALUE;
      unpacking.pause();
    }
  }

  @Override
  public void end() {
    endings++;
  }

  @Override
  public void failed(Failure why) {
    failure = Optional.of(why);
    endings++;
  }

  @Override
  public void cancel() {
    steering.add("cancel");
  }

  @Override
  public void pause() {
    steering.add("pause");
  }

  @Override
  public void resume() {
    steering.add("resume");
  }
}
