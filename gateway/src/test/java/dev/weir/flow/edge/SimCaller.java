package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A caller that reads at its own pace and may leave; it remembers what it got, and fails when it
/// is answered in a way HTTP does not know.
final class SimCaller implements Caller {
  private static final int WINDOW = 2_000;

  private final SimTime time;
  private final Executor loop;
  private final String method;
  private final String path;
  private final Headers headers;
  private final byte[] body;
  private final long readNanosPerKilobyte;
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  private Headers answerHeaders = Headers.EMPTY;
  private int status;
  private int room = Integer.MAX_VALUE;
  private int held;
  private int copies;
  private int copiesMax = Integer.MAX_VALUE;
  private int keepers;
  private boolean ended;
  private boolean aborted;
  private boolean gone;
  private int unread;
  private Runnable onWritable = () -> {};
  private @Nullable Runnable onGone;
  private Runnable onOver = () -> {};

  SimCaller(
      SimTime time,
      Executor loop,
      String path,
      Headers headers,
      byte[] body,
      long readNanosPerKilobyte) {
    this(time, loop, "POST", path, headers, body, readNanosPerKilobyte);
  }

  SimCaller(
      SimTime time,
      Executor loop,
      String method,
      String path,
      Headers headers,
      byte[] body,
      long readNanosPerKilobyte) {
    this.method = method;
    this.time = time;
    this.loop = loop;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.readNanosPerKilobyte = readNanosPerKilobyte;
  }

  /// 0 = nothing came.
  int status() {
    return status;
  }

  Headers answerHeaders() {
    return answerHeaders;
  }

  byte[] received() {
    return received.toByteArray();
  }

  /// Whether the answer came whole.
  boolean complete() {
    return ended && !aborted;
  }

  /// From now on, no more than this is held of its answer.
  void roomFor(int bytes) {
    room = bytes;
  }

  /// From now on, no more copies of its body find room.
  void noRoomForCopies() {
    copiesMax = copies;
  }

  /// How many copies of its body were counted.
  int copies() {
    return copies;
  }

  /// Whether something still keeps its body.
  boolean kept() {
    return keepers > 0;
  }

  boolean aborted() {
    return aborted;
  }

  void leave() {
    if (ended || gone) {
      return;
    }
    gone = true;
    if (onGone != null) {
      loop.execute(onGone);
    }
    over();
  }

  private void over() {
    if (gone || (ended && unread == 0)) {
      Runnable told = onOver;
      onOver = () -> {};
      told.run();
    }
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String query() {
    return "";
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  @Override
  public boolean holdMade(int bytes) {
    if (copies == copiesMax) {
      return false;
    }
    copies++;
    return true;
  }

  @Override
  public boolean hold(int bytes) {
    held += bytes;
    return held <= room;
  }

  @Override
  public Runnable keep() {
    keepers++;
    return () -> keepers = 0;
  }

  @Override
  public Executor loop() {
    return loop;
  }

  @Override
  public Runnable schedule(Duration delay, Runnable task) {
    return time.process(delay.toNanos(), task);
  }

  @Override
  public void head(int answered, Headers answeredHeaders) {
    if (gone) {
      return;
    }
    require(status == 0, "a second head");
    status = answered;
    answerHeaders = answeredHeaders;
  }

  @Override
  public boolean write(byte[] bytes) {
    if (gone) {
      return true;
    }
    require(status != 0 && !ended, "a write before the head or after the end");
    received.writeBytes(bytes);
    unread += bytes.length;
    time.process(readNanosPerKilobyte * bytes.length / 1024 + 1, () -> read(bytes.length));
    return unread < WINDOW;
  }

  private void read(int count) {
    boolean wasFull = unread >= WINDOW;
    unread -= count;
    if (wasFull && unread < WINDOW && !gone && !ended) {
      onWritable.run();
    }
    over();
  }

  @Override
  public void end() {
    if (gone) {
      return;
    }
    require(status != 0 && !ended, "an end before the head or after the end");
    ended = true;
    over();
  }

  @Override
  public void end(int answered, Headers answeredHeaders, byte[] whole) {
    head(answered, answeredHeaders);
    if (!gone) {
      received.writeBytes(whole);
    }
    end();
  }

  @Override
  public void abort() {
    if (!ended) {
      ended = true;
      gone = true;
      aborted = true;
      over();
    }
  }

  @Override
  public void onWritable(Runnable task) {
    onWritable = task;
  }

  @Override
  public void onGone(Runnable task) {
    if (gone) {
      loop.execute(task);
    } else {
      onGone = task;
    }
  }

  @Override
  public void onOver(Runnable task) {
    onOver = task;
    over();
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("the caller was given " + what);
    }
  }
}
