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

  private final Overheard overheard;
  private final Deferred deferred;
  private final NanoClock nanos;
  private final CountDownLatch over = new CountDownLatch(1);
  private @Nullable Sending sending;
  private boolean good;

  FollowUp(Overheard overheard, Deferred deferred, NanoClock nanos) {
    this.overheard = overheard;
    this.deferred = deferred;
    this.nanos = nanos;
  }

  /// Sends it and waits for the end of its answer, whatever that is.
  ///
  /// @param loop where it is sent from
  void await(Upstream upstream, Executor loop, Attempt attempt, Duration atMost)
      throws InterruptedException {
    loop.execute(() -> sending = upstream.send(attempt, this));
    if (!over.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
      loop.execute(this::giveUp);
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
        overheard.end(deferred, true, nanos.nanos());
      }
    } finally {
      over.countDown();
    }
  }

  @Override
  public void failed(Failure failure) {
    over.countDown();
  }
}
