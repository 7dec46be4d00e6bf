package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gateway with far less memory than its limits promise.
@Timeout(180)
final class OutOfMemoryTest {
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
  private static final int EXIT_CODE = 3; // the JVM's own for -XX:+ExitOnOutOfMemoryError
  private static final int CLIENTS = 8;
  private static final byte[] BODY = new byte[30_000_000];

  @TempDir private Path home;

  @Test
  void endsItsProcessAndTheNextOneStartsOnTheSameData() throws IOException {
    int port = Checkout.freePort();
    Path config = home.resolve("weir.yaml");
    String settings =
        "providers: {openai: {dialect: openai, url: 'http://127.0.0.1:9', key: 'env:KEY'}}\n";
    Files.writeString(
        config,
        settings
            + """
            listen: {data_plane: '127.0.0.1:%d', control_plane: '127.0.0.1:%d'}
            start: {warm_up: 0s}
            data: '%s'
            """
                .formatted(port, Checkout.freePort(), home.resolve("data")));
    List<String> starved = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
    List<String> command =
        Checkout.java(
            "gateway", starved, "dev.weir.Main", List.of("serve", "--config", config.toString()));
    Map<String, String> secrets = Map.of("KEY", GatewayProcess.OPENAI_KEY);

    try (ChildProcess gateway = ChildProcess.start("starved gateway", command, secrets)) {
      Await.until(ENDS_WITHIN, "the data plane listens", () -> takes(port));
      sendBodies(URI.create("http://127.0.0.1:" + port));

      assertThat(gateway.awaitExit(ENDS_WITHIN)).as(gateway.output()).isEqualTo(EXIT_CODE);
      assertThat(gateway.output()).contains("OutOfMemoryError");
    }

    try (GatewayProcess next = GatewayProcess.startWith(home, settings, secrets)) {
      assertThat(next.process().running()).isTrue();
    }
  }

  private static boolean takes(int port) {
    try (RawClient client = RawClient.to(URI.create("http://127.0.0.1:" + port))) {
      return client.send("GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
          && !client.rest().isEmpty();
    } catch (java.io.UncheckedIOException closed) {
      return false;
    }
  }

  /// Large bodies side by side, none of which comes to its end.
  private static void sendBodies(URI server) {
    String head =
        "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: %d\r\n\r\n"
            .formatted(BODY.length + 1);
    List<RawClient> clients = new ArrayList<>();
    try {
      IntStream.range(0, CLIENTS).forEach(_ -> clients.add(RawClient.to(server)));
      for (RawClient client : clients) {
        boolean begun = client.send(head.getBytes(UTF_8));
        if (begun && !client.send(BODY)) {
          return; // the gateway has ended
        }
      }
    } catch (java.io.UncheckedIOException ended) {
      return;
    } finally {
      clients.forEach(RawClient::close);
    }
  }
}
