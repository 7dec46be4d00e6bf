package dev.weir.exchange.telemetry;

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

/// One batch on its way; its answer's status is all that matters.
final class Delivery implements AnswerSink {
  private final CountDownLatch known = new CountDownLatch(1);
  private volatile Answer answer = new Answer("it did not answer", true, Duration.ZERO);

  /// @param problem why it was not taken; empty = it was
  /// @param mayTryAgain as OTLP has it: of a status only where it is 429, 502, 503 or 504
  /// @param after how long to wait at least before that
  record Answer(String problem, boolean mayTryAgain, Duration after) {
    boolean taken() {
      return problem.isEmpty();
    }
  }

  private Delivery() {}

  /// Blocks until the status is known.
  static Answer send(HttpClient client, Loop loop, OutboundRequest request, Duration within)
      throws InterruptedException {
    Delivery delivery = new Delivery();
    Sending sending = client.send(loop, request, delivery);
    try {
      boolean known = delivery.known.await(within.toMillis(), TimeUnit.MILLISECONDS);
      return known
          ? delivery.answer
          : new Answer("it did not answer within " + within, true, Duration.ZERO);
    } finally {
      sending.cancel();
    }
  }

  @Override
  public void head(int status, Headers headers) {
    if (status / 100 == 2) {
      tell(new Answer("", false, Duration.ZERO));
      return;
    }
    boolean again = status == 429 || (status >= 502 && status <= 504);
    tell(new Answer("it answered " + status, again, after(headers)));
  }

  private static Duration after(Headers headers) {
    return headers
        .get("retry-after")
        .filter(seconds -> seconds.matches("[0-9]{1,5}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(Duration.ZERO);
  }

  @Override
  public void chunk(byte[] bytes) {}

  @Override
  public void end() {}

  @Override
  public void failed(Failure failure) {
    tell(new Answer(failure.kind() + ": " + failure.detail(), true, Duration.ZERO));
  }

  private void tell(Answer told) {
    if (known.getCount() > 0) {
      answer = told;
      known.countDown();
    }
  }
}
