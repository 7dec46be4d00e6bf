package dev.weir.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Connections to providers that a reload has replaced: they serve the calls that are on them, and
/// no longer than these.
@Timeout(60)
class ReplacedWaysTest {
  private static final long SECONDS = 15; // less than an unused connection is kept

  @TempDir private Path data;
  private final CountDownLatch mayAnswer = new CountDownLatch(1);
  private final BlockingQueue<String> closed = new LinkedBlockingQueue<>();

  /// Answers when it may, and waits for the end of the connection.
  private void answerLate(RawProvider.Connection connection) throws Exception {
    connection.request();
    mayAnswer.await();
    answerAtOnce(connection);
  }

  private void answerAtOnce(RawProvider.Connection connection) throws Exception {
    connection.answer("", RawProvider.CHAT.getBytes(UTF_8));
    try {
      connection.request();
    } catch (EOFException end) {
      closed.add(String.valueOf(end.getMessage()));
    }
  }

  @Test
  void theyCloseWithTheirLastCallAndNotBefore() throws Exception {
    try (RawProvider old = new RawProvider(this::answerLate);
        TinyProvider other = new TinyProvider();
        Gateway gateway = new Gateway(data, old.url())) {
      String key = gateway.ready("replaced");
      CompletableFuture<Gateway.Reply> under =
          CompletableFuture.supplyAsync(() -> gateway.chat(key));
      assertThat(old.heads.poll(SECONDS, TimeUnit.SECONDS)).contains("POST");

      gateway.assembly.reloadFrom(() -> gateway.towards(other.url()), _ -> {});
      gateway.assembly.reload("test");
      assertThat(gateway.chat(key).status()).as("a new call goes the new way").isEqualTo(200);
      assertThat(closed).isEmpty();
      mayAnswer.countDown();

      assertThat(under.get().status()).as("the call under way").isEqualTo(200);
      assertThat(closed.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("the gateway closed");
      assertThat(gateway.chat(key).status()).isEqualTo(200);
    }
  }

  @Test
  void thoseThatNoCallIsOnCloseAtOnce() throws Exception {
    mayAnswer.countDown();
    try (RawProvider old = new RawProvider(this::answerLate);
        TinyProvider other = new TinyProvider();
        Gateway gateway = new Gateway(data, old.url())) {
      String key = gateway.ready("replaced");
      assertThat(gateway.chat(key).status()).isEqualTo(200);

      gateway.assembly.reloadFrom(() -> gateway.towards(other.url()), _ -> {});
      gateway.assembly.reload("test");

      assertThat(closed.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("the gateway closed");
    }
  }

  @Test
  void aReloadThatChangesNothingOfThemKeepsThem() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (RawProvider provider =
            new RawProvider(connection -> {
              connections.incrementAndGet();
              for (int i = 0; i < 2; i++) {
                connection.request();
                connection.answer("", RawProvider.CHAT.getBytes(UTF_8));
              }
              connection.request();
            });
        Gateway gateway = new Gateway(data, provider.url())) {
      String key = gateway.ready("replaced");
      assertThat(gateway.chat(key).status()).isEqualTo(200);

      gateway.assembly.reloadFrom(() -> gateway.config, _ -> {});
      gateway.assembly.reload("test");

      assertThat(gateway.chat(key).status()).isEqualTo(200);
      assertThat(connections).as("connections in all").hasValue(1);
    }
  }
}
