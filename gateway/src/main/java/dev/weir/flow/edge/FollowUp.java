package dev.weir.flow.edge;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.Sending;
import dev.weir.flow.upstream.Attempt;
import dev.weir.flow.upstream.Upstream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One request of Weir's own for what an answer used. Its answer is listened to and not kept. Owned
/// by the loop it is sent from, but for [#await].
final class FollowUp implements AnswerSink {
  private static final int GOOD = 200;
  private static final int TOO_MANY = 429;
  private static final int BROKEN = 500;

  private final Overheard overheard;
  private final Deferred deferred;
  private final NanoClock nanos;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Sending sending;
  private boolean good;

  /// Whether the provider is well enough to be asked more.
  private volatile boolean well;

  private volatile boolean told;

  private volatile @Nullable RuntimeException defect;

  FollowUp(Overheard overheard, Deferred deferred, NanoClock nanos) {
    this.overheard = overheard;
    this.deferred = deferred;
    this.nanos = nanos;
  }

  /// Sends it and waits for the end of its answer, whatever that is.
  ///
  /// @param loop where it is sent from
  /// @return whether the provider is well enough to be asked more
  boolean await(Upstream upstream, Executor loop, Attempt attempt, Duration atMost)
      throws InterruptedException {
    loop.execute(() -> send(upstream, attempt));
    boolean ended = false;
    try {
      ended = over.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        loop.execute(this::giveUp);
      }
    }
    if (!ended) {
      return false;
    }
    RuntimeException met = defect;
    if (met != null) {
      throw met;
    }
    return well;
  }

  /// Whether the answer said what was used.
  boolean told() {
    return told;
  }

  /// A defect in here must not keep the others waiting.
  private void send(Upstream upstream, Attempt attempt) {
    try {
      sending = upstream.send(attempt, this);
    } catch (RuntimeException thrown) {
      defect = thrown;
      over.countDown();
    }
  }

  private void giveUp() {
    good = false;
    Sending sent = sending;
    if (sent != null) {
      sent.cancel();
    }
  }

  @Override
  public void head(int status, Headers headers) {
    AnswerHead head = AnswerHead.of(status, headers);
    well = status < BROKEN && status != TOO_MANY;
    good = status == GOOD && !head.sealed();
    if (good) {
      overheard.head(head, nanos.nanos());
    }
  }

  @Override
  public void chunk(byte[] bytes) {
    if (good) {
      overheard.chunk(bytes, nanos.nanos());
    }
  }

  @Override
  public void end() {
    try {
      if (good) {
        told = overheard.end(deferred, true, nanos.nanos());
      }
    } finally {
      over.countDown();
    }
  }

  @Override
  public void failed(Failure failure) {
    well = false;
    over.countDown();
  }
}
