package dev.weir.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.OutputStreamWriter;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ReplayTest {
  @Test
  void servesARecordingByNameByteForByte(@TempDir Path folder) throws Exception {
    String body =
        "data: {\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n";
    write(folder, entry(200, "text/event-stream", body), entry(404, "application/json", "{é}"));

    try (Running sim = Running.with("--recordings", folder.toString())) {
      assertThat(sim.simulator().recordings().size()).isEqualTo(2);
      var stream = sim.chat("recording=r.jsonl.gz#1 fault=split");
      assertThat(stream.body()).isEqualTo(body);
      assertThat(stream.headers().firstValue("x-request-id")).contains("req_recorded");
      JsonNode row = sim.lastRow();
      assertThat(row.path("input").asInt()).isEqualTo(3);
      assertThat(row.path("recording").asText()).isEqualTo("r.jsonl.gz#1");

      sim.control("/sim/recordings/next", "{\"names\":[\"r.jsonl.gz#2\"]}");
      var refused = sim.chat("");
      assertThat(refused.statusCode()).isEqualTo(404);
      assertThat(refused.body()).isEqualTo("{é}");
      assertThat(sim.chat("").statusCode()).isEqualTo(200);
      assertThat(sim.chat("recording=nowhere#1").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void servesEveryRealRecordingOfBothDialectsByteForByte() throws Exception {
    Path folder = Recorded.folder();
    try (Running sim = Running.with("--recordings", folder.toString())) {
      int served = 0;
      int known = 0;
      for (var recording : sim.simulator().recordings().all()) {
        boolean ours =
            recording.uri().startsWith("https://api.openai.com/v1/chat")
                || recording.uri().startsWith("https://api.anthropic.com/v1/messages");
        if (ours && served < 400) {
          var answer =
              sim.client.send(
                  sim.post(
                      "/v1/chat/completions",
                      Running.chatBody("in=1 recording=" + recording.name())),
                  BodyHandlers.ofByteArray());
          assertThat(answer.statusCode()).as(recording.name()).isEqualTo(recording.status());
          assertThat(answer.body()).as(recording.name()).isEqualTo(recording.body().getBytes());
          served++;
          known += recording.usage().isPresent() ? 1 : 0;
        }
      }
      assertThat(served).isGreaterThan(200);
      assertThat(known).isGreaterThan(served / 2);
      assertThat(sim.simulator().recordings().skipped()).isPositive();
    }
  }

  private static String entry(int status, String type, String body) throws Exception {
    var entry = Running.JSON.createObjectNode().put("status", status).put("body", body);
    entry
        .putObject("resp_headers")
        .put("Content-Type", type)
        .put("Transfer-Encoding", "chunked")
        .put("x-request-id", "req_recorded");
    return Running.JSON.writeValueAsString(entry);
  }

  private static void write(Path folder, String... lines) throws Exception {
    try (var out =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("r.jsonl.gz"))), UTF_8)) {
      out.write(String.join("\n", lines));
    }
  }
}
