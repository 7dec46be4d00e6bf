package dev.weir.flow.credential;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GoogleTokensTest {
  private static final Instant NOW = Instant.parse("2026-11-22T04:00:00Z");

  private final GoogleTokens tokens = new GoogleTokens("the scope", InstantSource.fixed(NOW));
  private HttpServer server;
  private volatile String received = "";
  private volatile int status = 200;
  private volatile String answer = "{\"access_token\":\"t0k\",\"expires_in\":300,\"x\":[1]}";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    received =
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("metadata-flavor"),
                new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    byte[] bytes = answer.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private String uri() {
    return "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort());
  }

  private String user() {
    return """
    {"type": "authorized_user", "client_id": "c", "client_secret": "s&1", "refresh_token": "r",
     "token_uri": "%s"}
    """
        .formatted(uri());
  }

  @Test
  void aUsersRefreshTokenIsExchanged() throws Exception {
    assertThat(tokens.of(user())).isEqualTo(new Credential.Token("t0k", NOW.plusSeconds(300)));
    assertThat(received)
        .isEqualTo(
            "POST /token null "
                + "client_id=c&client_secret=s%261&grant_type=refresh_token&refresh_token=r");
  }

  @Test
  void aServiceAccountSaysItsAssertion() throws Exception {
    String pem = AssertionTest.pem(AssertionTest.pair()).replace("\n", "\\n");
    String file =
        """
        {"type": "service_account", "client_email": "e", "private_key": "%s", "token_uri": "%s"}
        """
            .formatted(pem, uri());

    assertThat(tokens.of(file)).isEqualTo(new Credential.Token("t0k", NOW.plusSeconds(300)));
    assertThat(received)
        .matches(
            "POST /token null assertion=[\\w-]+\\.[\\w-]+\\.[\\w-]+"
                + "&grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
  }

  @Test
  void theMachinesAccountIsAskedOfItsMetadata() throws Exception {
    String file = "{\"type\": \"metadata_server\", \"token_uri\": \"%s\"}".formatted(uri());

    assertThat(tokens.of(file)).isInstanceOf(Credential.Token.class);
    assertThat(received).isEqualTo("GET /token Google ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400|{\"error\":\"invalid_grant\",\"error_description\":\"planted\"}|answered 400, invalid_grant",
        "500|planted|answered 500 without JSON",
        "200|{\"expires_in\":300}|answered 200",
        "200|{\"access_token\":\"planted\"}|answered 200",
        "200|{\"access_token\":\"plan\\nted\",\"expires_in\":3}|gave a token that no header can hold",
        "302|{\"error\":\"planted quote\"}|answered 302",
      })
  void anAnswerWithoutATokenIsSaidWithoutQuotingIt(int code, String body, String said) {
    status = code;
    answer = body;

    assertThatThrownBy(() -> tokens.of(user()))
        .isInstanceOf(Exchange.Unavailable.class)
        .hasMessage("the token endpoint 127.0.0.1 " + said);
  }

  @Test
  void anEndpointThatDoesNotAnswerIsSaid() {
    String file = user();
    server.stop(0);

    assertThatThrownBy(() -> tokens.of(file))
        .isInstanceOf(Exchange.Unavailable.class)
        .hasMessageStartingWith("the token endpoint 127.0.0.1 does not answer: ");
  }
}
