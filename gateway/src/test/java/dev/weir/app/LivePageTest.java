package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The live page and its stream of events: what it tells, whom, and when it ends.
@Timeout(60)
class LivePageTest {
  private static final String EVENTS = "text/event-stream";

  @TempDir static Path data;
  private static Gateway gateway;
  private static String key;

  @BeforeAll
  static void start() {
    gateway = new Gateway(data);
    key = gateway.ready("triage");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /// A browser's EventSource.
  private static final class Stream implements AutoCloseable {
    private final HttpClient client =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    Stream(Browser browser) {
      this(gateway, browser);
    }

    Stream(Gateway of, Browser browser) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:%d/live".formatted(of.assembly.controlPort())))
              .headers("accept", EVENTS, "cookie", browser.cookie)
              .build();
      try {
        answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /// The next of this name.
    JsonNode event(String name) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("event: " + name)) {
          return Gateway.tree(lines.readLine().substring("data: ".length()));
        }
      }
      throw new AssertionError("the stream is over");
    }

    /// Waits for the end, be it by a last chunk or by a cut; how it came.
    String end() {
      try {
        return lines.lines().count() + " lines more";
      } catch (UncheckedIOException cut) {
        return "cut";
      }
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }

  private static String newest() {
    gateway.settle();
    return gateway.get("/api/v1/calls?limit=1").json().path("calls").path(0).path("id").asText();
  }

  @Test
  void tellsOfEachCallOnceWhenItHasEndedAndWhatTheLastMinuteCameTo() throws IOException {
    gateway.chat(key);
    String before = newest();
    try (Browser browser = Browser.of(gateway, gateway.admin);
        Stream stream = new Stream(browser)) {
      assertThat(stream.answer.headers().firstValue("content-type")).contains(EVENTS);
      assertThat(stream.answer.headers().firstValue("content-security-policy")).isPresent();
      assertThat(stream.event("calls").toString()).contains(before);

      gateway.chat(key);
      JsonNode told = stream.event("calls");

      assertThat(told).hasSize(1);
      assertThat(told.path(0).path(0).path("path").asText()).endsWith(newest());
      assertThat(told.path(0).path(1).path("text").asText()).isEqualTo("triage");
      assertThat(told.path(0).path(3).path("text").asText()).isEqualTo("10");
      assertThat(browser.get("/live").body())
          .contains("data-live", newest(), "<data value=\"10\">10</data>");
    }
  }

  @Test
  void aCallThatWasRefusedSaysWhy() throws IOException {
    String narrow = gateway.key("narrow", "engineer", "another-model");
    assertThat(gateway.chat(narrow).status()).isEqualTo(403);
    String refused = newest();
    try (Browser browser = Browser.of(gateway, gateway.admin);
        Stream stream = new Stream(browser)) {
      JsonNode told = stream.event("calls");

      JsonNode line =
          told.valueStream()
              .filter(it -> it.path(0).path("path").asText().endsWith(refused))
              .findFirst()
              .orElseThrow();
      assertThat(line.path(6).path("text").asText()).isEqualTo("refused: model not allowed");
      assertThat(line.path(6).path("tone").asText()).isEqualTo("bad");
    }
  }

  @Test
  void theFiguresAreThoseOfTheApi() throws IOException {
    gateway.chat(key);
    gateway.settle();
    try (Browser browser = Browser.of(gateway, gateway.admin);
        Stream stream = new Stream(browser)) {
      JsonNode figures = stream.event("figures");
      List<String> exact = figures.valueStream().map(it -> it.path("exact").asText()).toList();

      JsonNode total = gateway.get("/api/v1/traffic?minutes=1").json().path("total");
      assertThat(exact)
          .containsExactly(
              total.path("calls_per_second").asText(),
              total.path("usd_per_minute").asText(),
              total.path("failed").asText(),
              total.path("refusals").asText());
    }
  }

  @Test
  void aDeveloperIsToldOfTheOwnTeamsAlone() throws IOException {
    String own = keyOf("own-app", "blue");
    String other = keyOf("other-app", "red");
    String developer =
        gateway
            .control(
                "POST",
                "/api/v1/operators",
                "{\"name\":\"Dev\",\"role\":\"developer\",\"teams\":[\"blue\"]}")
            .json()
            .path("secret")
            .asText();
    assertThat(gateway.chat(other).status()).isEqualTo(200);
    assertThat(gateway.chat(own).status()).isEqualTo(200);
    String owns = newest();
    try (Browser browser = Browser.of(gateway, developer);
        Stream stream = new Stream(browser)) {
      JsonNode told = stream.event("calls");

      assertThat(told).hasSize(1);
      assertThat(told.path(0).path(0).path("path").asText()).endsWith(owns);
      assertThat(stream.event("figures").path(1).path("text").asText())
          .as("of one call in a minute")
          .isEqualTo(Gateway.CALL_COST);
    }
  }

  private static String keyOf(String name, String team) {
    return gateway
        .control(
            "POST",
            "/api/v1/keys",
            """
            {"name":"%s","fixed_tags":{"use_case":"triage","department":"ops","role":"engineer",
             "environment":"test","team":"%s"}}
            """
                .formatted(name, team))
        .json()
        .path("secret")
        .asText();
  }

  @Test
  void endsWithItsSession() throws IOException {
    try (Browser browser = Browser.of(gateway, gateway.admin);
        Stream stream = new Stream(browser)) {
      assertThat(stream.event("figures")).isNotEmpty();

      browser.post("/sign-out", "");

      assertThat(stream.lines.lines().filter(line -> line.startsWith("event")).toList())
          .as("what comes until the end of the stream")
          .hasSizeLessThan(3);
    }
  }

  @Test
  void isForWhoeverIsInAndOfPagesThatTellSomething() {
    try (Browser nobody = new Browser(gateway);
        Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(nobody.get("/live", "accept", EVENTS).statusCode()).isEqualTo(401);
      assertThat(admin.get("/routes", "accept", EVENTS).statusCode()).isEqualTo(406);
    }
  }

  @Test
  void oneSessionFollowsFourPagesAtOnce() {
    List<Stream> streams = new ArrayList<>();
    try (Browser browser = Browser.of(gateway, gateway.admin)) {
      for (int i = 0; i < 5; i++) {
        streams.add(new Stream(browser));
      }
      assertThat(streams.stream().map(it -> it.answer.statusCode()).toList())
          .containsExactly(200, 200, 200, 200, 429);
      assertThat(browser.get("/live").statusCode()).as("the page itself").isEqualTo(200);
    } finally {
      streams.forEach(Stream::close);
    }
  }

  @Test
  void aGatewayThatStopsEndsWhatIsFollowed(@TempDir Path other) throws IOException {
    Gateway brief = new Gateway(other);
    try (Browser browser = Browser.of(brief, brief.admin);
        Stream stream = new Stream(brief, browser)) {
      assertThat(stream.event("figures")).isNotEmpty();

      brief.close();

      assertThat(stream.end()).isNotBlank();
    }
  }
}
