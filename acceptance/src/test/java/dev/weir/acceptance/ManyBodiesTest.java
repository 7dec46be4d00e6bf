package dev.weir.acceptance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that never end, more of them than the heap: nobody can end the process with them, and the
/// neighbour's call goes through.
@Tag("slow")
@Timeout(180)
final class ManyBodiesTest {
  private static final String HEAP = "128m";
  private static final int CLIENTS = 60;
  private static final int DECLARED = 20 << 20;
  private static final int SENT = 5 << 20;
  private static final Duration ENDS_WITHIN = Duration.ofSeconds(60);
  private static final int OUT_OF_MEMORY = 3; // the JVM's own for -XX:+ExitOnOutOfMemoryError

  private static Stage stage() {
    SimulatorProcess simulator = SimulatorProcess.start();
    return Stage.with(simulator, GatewayProcess.startIn(HEAP, simulator));
  }

  /// @param key whose bodies they are
  private static List<Socket> sendHalf(Stage stage, String key) throws IOException {
    List<Socket> clients = new ArrayList<>();
    byte[] part = "a".repeat(64 << 10).getBytes(US_ASCII);
    for (int i = 0; i < CLIENTS; i++) {
      Socket client = new Socket(stage.gateway().uri().getHost(), stage.gateway().uri().getPort());
      clients.add(client);
      String head =
          "POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n{\"model\":\""
              .formatted(key, DECLARED);
      client.getOutputStream().write(head.getBytes(US_ASCII));
      for (int sent = 0; sent < SENT; sent += part.length) {
        client.getOutputStream().write(part);
      }
    }
    return clients;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void moreBodiesThanTheHeapHoldsHarmNobodyElse(boolean keyIsKnown) throws Exception {
    try (Stage stage = stage()) {
      String key = keyIsKnown ? stage.key() : "wk_unknown";
      List<Socket> clients = sendHalf(stage, key);
      try {
        Application.Wire wire = Application.Wire.OPENAI_JSON;
        String body = Application.body(wire, wire.model(), "hello [[sim in=7 out=7]]", 50);
        for (int i = 0; i < 20; i++) {
          stage.application().ask(wire, "neighbour", body).expect(200);
        }
        assertThat(stage.gateway().process().running()).isTrue();
      } finally {
        for (Socket client : clients) {
          client.close();
        }
      }
    }
  }

  @Test
  void whereMoreIsAllowedThanTheHeapHoldsTheProcessEndsAndTheNextOneGoesOn() throws Exception {
    SimulatorProcess simulator = SimulatorProcess.start();
    String limit = "edge: {bodies_max: 1 GiB}";
    try (Stage stage = Stage.with(simulator, GatewayProcess.startIn(HEAP, simulator, limit))) {
      Application.Wire wire = Application.Wire.OPENAI_JSON;
      String body = Application.body(wire, wire.model(), "hello [[sim in=7 out=7]]", 50);
      stage.application().ask(wire, "before", body).expect(200);
      List<Socket> clients = new ArrayList<>();
      try {
        clients.addAll(sendHalf(stage, stage.key()));
      } catch (IOException ended) {
        assertThat(ended).hasMessageMatching("(Broken pipe|Connection re).*");
      }

      assertThat(stage.gateway().process().awaitExit(ENDS_WITHIN)).isEqualTo(OUT_OF_MEMORY);
      assertThat(stage.gateway().process().output()).contains("OutOfMemoryError");

      for (Socket client : clients) {
        client.close();
      }
      stage.gateway().restart();
      stage.application().ask(wire, "after", body).expect(200);
    }
  }

  @Test
  void aBodyOfMegabytesIsStillTaken() {
    try (Stage stage = stage()) {
      Application.Wire wire = Application.Wire.ANTHROPIC_JSON;
      String large = "x".repeat(4 << 20) + " [[sim in=7 out=7]]";
      stage
          .application()
          .ask(wire, "large", Application.body(wire, wire.model(), large, 50))
          .expect(200);
    }
  }
}
