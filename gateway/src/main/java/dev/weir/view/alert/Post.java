package dev.weir.view.alert;

import dev.weir.base.http.AnswerSink;
import dev.weir.base.http.Failure;
import dev.weir.base.http.Headers;
import dev.weir.base.http.HttpClient;
import dev.weir.base.http.Loop;
import dev.weir.base.http.OutboundRequest;
import dev.weir.base.http.Sending;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One request whose status is all that matters. Nothing is redirected; the answer's body is not
/// waited for.
final class Post implements AnswerSink {
  private final CountDownLatch known = new CountDownLatch(1);
  private volatile String problem = "it did not answer";

  private Post() {}

  /// Blocks until the status is known. Empty when it is 2xx, else what went wrong.
  static String send(HttpClient client, Loop loop, OutboundRequest request, Duration within)
      throws InterruptedException {
    Post post = new Post();
    Sending sending = client.send(loop, request, post);
    try {
      return post.known.await(within.toMillis(), TimeUnit.MILLISECONDS)
          ? post.problem
          : "it did not answer within " + within;
    } finally {
      sending.cancel();
    }
  }

  @Override
  public void head(int status, Headers headers) {
    problem = status / 100 == 2 ? "" : "it answered " + status;
    known.countDown();
  }

  @Override
  public void chunk(byte[] bytes) {}

  @Override
  public void end() {}

  @Override
  public void failed(Failure failure) {
    if (known.getCount() > 0) {
      problem = failure.kind() + ": " + failure.detail();
      known.countDown();
    }
  }
}
