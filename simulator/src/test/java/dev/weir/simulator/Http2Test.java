package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.GoAway;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The port with TLS.
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(60)
final class Http2Test {
  @SuppressWarnings("NullAway.Init")
  private Certified certified;

  @SuppressWarnings("NullAway.Init")
  private Running sim;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    certified = Certified.make(folder);
    sim =
        Running.with(
            "--tls-port",
            "0",
            "--certificate",
            certified.certificate().toString(),
            "--certificate-key",
            certified.key().toString());
  }

  @AfterAll
  void stop() throws Exception {
    sim.close();
  }

  @Test
  void speaksTheVersionThatIsAgreedOn() throws Exception {
    for (HttpClient.Version version : HttpClient.Version.values()) {
      if (version == HttpClient.Version.HTTP_1_1 || version == HttpClient.Version.HTTP_2) {
        HttpResponse<String> answer = ask(version, "in=10 out=5", true);

        assertThat(answer.version()).isEqualTo(version);
        assertThat(answer.body()).endsWith("data: [DONE]\n\n");
        assertThat(sim.lastRow().path("http").asText())
            .isEqualTo(version == HttpClient.Version.HTTP_2 ? "2" : "1");
      }
    }
  }

  @Test
  void sendsTheConnectionAwayWithoutLookingAtTheRequest() throws Exception {
    Vertx vertx = Vertx.vertx();
    HttpClientAgent client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setSsl(true)
                .setUseAlpn(true)
                .setTrustOptions(
                    new PemTrustOptions().addCertPath(certified.certificate().toString())));
    List<GoAway> goAways = new CopyOnWriteArrayList<>();
    var failures = new ArrayList<Throwable>();
    try {
      String first = send(client, goAways, "in=10 out=5");
      assertThat(first).contains("chat.completion");
      try {
        send(client, goAways, "in=10 out=5 fault=goaway");
      } catch (RuntimeException | ExecutionException refused) {
        failures.add(refused);
      }
    } finally {
      client.close().await();
      vertx.close().await();
    }

    assertThat(failures).hasSize(1);
    assertThat(goAways).hasSize(1);
    assertThat(goAways.getFirst().getErrorCode()).isZero();
    assertThat(goAways.getFirst().getLastStreamId()).isEqualTo(1);
    JsonNode row = sim.lastRow();
    assertThat(row.path("ended").asText()).isEqualTo("refused");
    assertThat(row.path("status").asInt()).isZero();
    assertThat(row.path("input").asInt()).isZero();
  }

  @Test
  void doesNotSendAwayAConnectionThatCannotBe() throws Exception {
    HttpResponse<String> answer = ask(HttpClient.Version.HTTP_1_1, "fault=goaway", false);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("goaway needs a connection with HTTP/2");
  }

  @Test
  void cutsAStreamOfTheConnectionOnly() throws Exception {
    try (HttpClient client = client(HttpClient.Version.HTTP_2)) {
      var failures = new ArrayList<Exception>();
      try {
        client.send(request("in=10 out=50 fault=cut:4", true), BodyHandlers.ofString());
      } catch (IOException cut) {
        failures.add(cut);
      }
      assertThat(failures).hasSize(1);
      assertThat(sim.lastRow().path("ended").asText()).isEqualTo("cut");
      assertThat(client.send(request("in=10 out=5", false), BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
  }

  private String send(HttpClientAgent client, List<GoAway> goAways, String directive)
      throws Exception {
    return client
        .request(HttpMethod.POST, sim.simulator().tlsPort(), "127.0.0.1", "/v1/chat/completions")
        .compose(request -> {
          request.connection().goAwayHandler(goAways::add);
          return request
              .putHeader("authorization", "Bearer k")
              .send(Buffer.buffer(Running.chatBody(directive)));
        })
        .compose(response -> response.body())
        .map(Buffer::toString)
        .toCompletionStage()
        .toCompletableFuture()
        .get();
  }

  private HttpResponse<String> ask(HttpClient.Version version, String directive, boolean stream)
      throws Exception {
    try (HttpClient client = client(version)) {
      return client.send(request(directive, stream), BodyHandlers.ofString());
    }
  }

  private HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).sslContext(certified.trust()).build();
  }

  private HttpRequest request(String directive, boolean stream) {
    URI uri = URI.create("https://127.0.0.1:" + sim.simulator().tlsPort() + "/v1/chat/completions");
    return HttpRequest.newBuilder(uri)
        .header("authorization", "Bearer k")
        .POST(BodyPublishers.ofString(Running.chatBody(directive, "\"stream\":" + stream)))
        .build();
  }
}
