package dev.weir.base.http;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One request whose answer's head is all that matters. Nothing is redirected; the answer's body is
/// not waited for.
public final class Post implements AnswerSink {
  private final CountDownLatch known = new CountDownLatch(1);
  private volatile Answer answer = Answer.none("it did not answer");

  /// What was answered.
  ///
  /// @param status 0 where no answer came
  /// @param problem empty where the status is 2xx, else what went wrong
  public record Answer(int status, Headers headers, String problem) {
    private static Answer none(String problem) {
      return new Answer(0, Headers.EMPTY, problem);
    }

    /// Whether the receiver took what was sent.
    public boolean taken() {
      return problem.isEmpty();
    }
  }

  private Post() {}

  /// Blocks until the head is known.
  ///
  /// @param within gives up then
  public static Answer send(HttpClient client, Loop loop, OutboundRequest request, Duration within)
      throws InterruptedException {
    Post post = new Post();
    Sending sending = client.send(loop, request, post);
    try {
      return post.known.await(within.toMillis(), TimeUnit.MILLISECONDS)
          ? post.answer
          : Answer.none("it did not answer within " + within);
    } finally {
      sending.cancel();
    }
  }

  @Override
  public void head(int status, Headers headers) {
    tell(new Answer(status, headers, status / 100 == 2 ? "" : "it answered " + status));
  }

  @Override
  public void chunk(byte[] bytes) {}

  @Override
  public void end() {}

  @Override
  public void failed(Failure failure) {
    tell(Answer.none(failure.kind() + ": " + failure.detail()));
  }

  private void tell(Answer told) {
    if (known.getCount() > 0) {
      answer = told;
      known.countDown();
    }
  }
}
