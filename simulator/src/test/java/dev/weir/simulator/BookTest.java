package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class BookTest {
  private static final String STREAM = "\"stream\":true";

  @Test
  void recordsWhoAskedAndWhatWasServed() throws Exception {
    try (Running sim = Running.with()) {
      var request =
          sim.request("/v1/chat/completions")
              .header("authorization", "Bearer sk-provider")
              .header("x-client-request-id", "call-1")
              .POST(BodyPublishers.ofString(Running.chatBody("in=9 out=2")))
              .build();
      String id = Running.json(sim.send(request).body()).path("id").asText();

      JsonNode row = sim.lastRow();
      assertThat(row.path("client_request_id").asText()).isEqualTo("call-1");
      assertThat(row.path("key").asText()).isEqualTo(Keys.fingerprint("sk-provider"));
      assertThat(row.path("response_id").asText()).isEqualTo(id);
      assertThat(row.path("ended").asText()).isEqualTo("complete");
    }
  }

  @Test
  void isReadPageByPageAndCleared() throws Exception {
    try (Running sim = Running.with()) {
      for (int i = 0; i < 7; i++) {
        sim.chat("in=10 out=2");
      }

      List<String> page = sim.get("/sim/book?from=3&limit=3").body().lines().toList();
      assertThat(page).hasSize(3);
      assertThat(Running.json(page.getFirst()).path("id").asInt()).isEqualTo(3);
      assertThat(sim.totals().path("input").asInt()).isEqualTo(70);
      sim.send(sim.request("/sim/book").DELETE().build());
      assertThat(sim.totals().path("rows").asInt()).isZero();
      sim.chat("in=10 out=2");
      assertThat(sim.lastRow().path("id").asInt()).isEqualTo(8);
    }
  }

  @Test
  void turnsRequestsAwayWhenItIsFull() throws Exception {
    try (Running sim = Running.with("--book-rows", "2")) {
      assertThat(sim.chat("in=1 out=1").statusCode()).isEqualTo(200);
      assertThat(sim.chat("in=1 out=1").statusCode()).isEqualTo(200);
      assertThat(sim.chat("in=1 out=1").statusCode()).isEqualTo(507);
      assertThat(sim.totals().path("rows").asInt()).isEqualTo(2);
    }
  }

  @Test
  void survivesInAFileWithEveryRowOpenedAndEnded(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("book.jsonl");
    try (Running sim = Running.with("--book", file.toString())) {
      sim.chat("in=5 out=3");

      List<String> lines = Files.readAllLines(file);
      assertThat(lines).hasSize(2);
      assertThat(Running.json(lines.get(0)).path("ended").asText()).isEqualTo("open");
      assertThat(Running.json(lines.get(1)).path("input").asInt()).isEqualTo(5);
    }
  }

  @Test
  void acceptsOnlyTheKeyItWasGiven() throws Exception {
    try (Running sim = Running.with("--key", "sk-test")) {
      assertThat(sim.chat("in=1 out=1").statusCode()).isEqualTo(200);
      var stranger =
          sim.request("/v1/chat/completions")
              .header("authorization", "Bearer wk_client")
              .POST(BodyPublishers.ofString(Running.chatBody("in=1 out=1")))
              .build();
      assertThat(sim.send(stranger).statusCode()).isEqualTo(401);
      assertThat(sim.lastRow().path("key").asText()).isEqualTo(Keys.fingerprint("wk_client"));
    }
  }

  @Test
  void billsADisconnectedStreamUpToTheFrameInFlightOrToItsEnd() throws Exception {
    for (String how : List.of("stop", "continue")) {
      try (Running sim = Running.with("--on-disconnect", how)) {
        String body = Running.chatBody("in=10 out=500 pace=20ms", STREAM);
        var answer =
            sim.client.send(sim.post("/v1/chat/completions", body), BodyHandlers.ofInputStream());
        answer.body().readNBytes(600);
        answer.body().close();

        sim.until("/sim/status", status -> status.path("open").asInt() == 0);
        JsonNode row = sim.lastRow();
        assertThat(row.path("ended").asText()).isEqualTo("client-left");
        assertThat(row.path("input").asInt()).isEqualTo(10);
        if (how.equals("stop")) {
          assertThat(row.path("output").asInt()).isBetween(1, 100);
        } else {
          assertThat(row.path("output").asInt()).isEqualTo(500);
        }
      }
    }
  }

  @Test
  void holdsAllAnswersAtABarrierAndReleasesThemTogether() throws Exception {
    try (Running sim = Running.with()) {
      sim.control("/sim/barrier", "{\"name\":\"b\",\"release\":false}");
      var pending = new ArrayList<CompletableFuture<HttpResponse<String>>>();
      for (int i = 0; i < 50; i++) {
        String body = Running.chatBody("in=10 out=2", i % 2 == 0 ? STREAM : "\"stream\":false");
        pending.add(
            sim.client.sendAsync(sim.post("/v1/chat/completions", body), BodyHandlers.ofString()));
      }

      sim.until("/sim/barrier", state -> state.path("waiting").asInt() == 50);
      assertThat(sim.totals().path("open").asInt()).isEqualTo(50);
      assertThat(pending).noneMatch(CompletableFuture::isDone);
      sim.control("/sim/barrier", "{\"name\":\"b\",\"release\":true}");
      assertThat(pending)
          .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
      assertThat(sim.totals().path("complete").asInt()).isEqualTo(50);
      assertThat(sim.chat("in=1 out=1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void holdsASingleAnswerThatAsksForIt() throws Exception {
    try (Running sim = Running.with()) {
      String body = Running.chatBody("in=10 out=2 hold=1");
      var held =
          sim.client.sendAsync(sim.post("/v1/chat/completions", body), BodyHandlers.ofString());

      sim.until("/sim/barrier", state -> state.path("waiting").asInt() == 1);
      assertThat(sim.chat("in=1 out=1").statusCode()).isEqualTo(200);
      sim.control("/sim/barrier", "{\"name\":\"1\",\"release\":true}");
      assertThat(held.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void forgetsAHeldAnswerWhoseClientLeft() throws Exception {
    try (Running sim = Running.with()) {
      String body = Running.chatBody("in=10 out=2 hold=1", STREAM);
      var held =
          sim.client.sendAsync(sim.post("/v1/chat/completions", body), BodyHandlers.ofString());
      sim.until("/sim/barrier", state -> state.path("waiting").asInt() == 1);
      held.cancel(true);

      sim.until("/sim/barrier", state -> state.path("waiting").asInt() == 0);
      assertThat(sim.lastRow().path("ended").asText()).isEqualTo("client-left");
      assertThat(sim.lastRow().path("output").asInt()).isZero();
    }
  }
}
