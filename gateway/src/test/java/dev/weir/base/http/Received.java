package dev.weir.base.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An answer as a test wants it: collected, with the number of endings counted.
final class Received implements AnswerSink {
  final CountDownLatch headCame = new CountDownLatch(1);
  final CountDownLatch ended = new CountDownLatch(1);
  final AtomicInteger endings = new AtomicInteger();
  final AtomicLong bytes = new AtomicLong();
  final ByteArrayOutputStream body = new ByteArrayOutputStream();
  volatile int status;
  volatile Headers headers = Headers.EMPTY;
  volatile @Nullable Failure failure;

  @Override
  public void head(int code, Headers fields) {
    status = code;
    headers = fields;
    headCame.countDown();
  }

  @Override
  public void chunk(byte[] chunk) {
    bytes.addAndGet(chunk.length);
    if (body.size() < 1_000_000) {
      body.writeBytes(chunk);
    }
  }

  @Override
  public void end() {
    endings.incrementAndGet();
    ended.countDown();
  }

  @Override
  public void failed(Failure why) {
    failure = why;
    end();
  }

  Received await() throws InterruptedException {
    if (!ended.await(15, TimeUnit.SECONDS)) {
      throw new AssertionError("no ending; status " + status + ", bytes " + bytes);
    }
    return this;
  }

  String text() {
    return body.toString(ISO_8859_1);
  }

  Failure.@Nullable Kind kind() {
    Failure why = failure;
    return why == null ? null : why.kind();
  }
}
