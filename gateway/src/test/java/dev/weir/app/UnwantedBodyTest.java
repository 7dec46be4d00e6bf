package dev.weir.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.config.ByteSize;
import dev.weir.app.config.WeirConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The control plane keeps no body of whom it will not hear: more of them than there is room for
/// are each told why, and an operator is heard.
@Timeout(60)
class UnwantedBodyTest {
  private static final int ROOM = 1 << 20;
  private static final int LARGE = 600 << 10;
  private static final int CLIENTS = 5;

  @TempDir private Path data;
  private Gateway gateway;

  @BeforeEach
  void start() {
    WeirConfig.EdgePart usual = WeirConfig.DEFAULT.edge();
    gateway =
        new Gateway(
            data,
            URI.create("http://127.0.0.1:9"),
            new WeirConfig.EdgePart(
                usual.bodyMax(),
                new ByteSize(ROOM),
                usual.headerMax(),
                usual.headers(),
                usual.requestLineMax(),
                usual.onDisconnect(),
                usual.drainTime(),
                usual.drainBytes(),
                usual.connections(),
                usual.connectionsPerClient(),
                usual.idle(),
                usual.headTime(),
                usual.bodyTime()));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /// All but the last byte of a request.
  private Socket half(String line, String key) throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), gateway.assembly.controlPort());
    client.setSoTimeout(20_000);
    client
        .getOutputStream()
        .write(
            "%s HTTP/1.1\r\nhost: x\r\nauthorization: Bearer %s\r\ncontent-length: %d\r\n\r\n"
                .formatted(line, key, LARGE)
                .getBytes(ISO_8859_1));
    client.getOutputStream().write(new byte[LARGE - 1]);
    return client;
  }

  private static String status(Socket client) throws IOException {
    client.getOutputStream().write(' ');
    return new BufferedReader(new InputStreamReader(client.getInputStream(), ISO_8859_1))
        .readLine();
  }

  @ParameterizedTest
  @CsvSource({
    "POST /api/v1/keys, wa_unknown, 401",
    "POST /api/v1/prices/import, '', 401",
    "POST /api/v1/nothing, wa_unknown, 404",
    "PATCH /api/v1/keys, wa_unknown, 405"
  })
  void bodiesOfStrangersFillNoRoom(String line, String key, int status) throws Exception {
    List<Socket> clients = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(half(line, key));
      }
      for (Socket client : clients) {
        assertThat(status(client)).startsWith("HTTP/1.1 " + status);
      }
    } finally {
      for (Socket client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aRoleThatMayNotIsToldSoAndAnOperatorsBodyIsKept() throws Exception {
    String viewer = gateway.operator("viewer");
    try (Socket one = half("POST /api/v1/keys", viewer);
        Socket other = half("POST /api/v1/keys", viewer);
        Socket admin = half("POST /api/v1/prices/import?why=test", gateway.admin)) {
      assertThat(status(admin)).startsWith("HTTP/1.1 400");
      assertThat(status(one)).startsWith("HTTP/1.1 403");
      assertThat(status(other)).startsWith("HTTP/1.1 403");
    }
  }
}
