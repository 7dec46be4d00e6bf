package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PriceImportTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.root", "..")).resolve("../shared/data/prices");

  @Test
  void aPublicCatalogueIsReportedAndPricesCalls(@TempDir Path data) throws IOException {
    Path file = DATA.resolve("genai_prices_data.json");
    assumeThat(file).as("public catalogue beside the checkout").exists();
    try (Gateway gateway = new Gateway(data)) {
      Reply reply =
          gateway.control(
              "POST",
              "/api/v1/prices/import?format=genai-prices&observed_at=2026-11-01&why=list",
              Files.readString(file));

      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      JsonNode report = reply.json();
      assertThat(report.path("catalogue").asText()).isEqualTo("genai-prices");
      assertThat(report.path("models").asInt()).isGreaterThan(100);
      assertThat(report.path("prices").asInt()).isGreaterThan(200);
      assertThat(report.path("price_book").asText()).startsWith("sha256:");
      JsonNode models = gateway.get("/api/v1/models?provider=anthropic").json().path("models");
      assertThat(models).isNotEmpty();
      assertThat(models.get(0).path("prices").get(0).path("observed_at").asText())
          .isEqualTo("2026-11-01");
    }
  }

  @Test
  void theSecondPublicFormatIsReadToo(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      Reply reply =
          gateway.control(
              "POST",
              "/api/v1/prices/import?format=litellm",
              """
              {"tiny/m":{"litellm_provider":"tiny","input_cost_per_token":1e-06,
                "output_cost_per_token":2e-06,"mode":"chat","max_output_tokens":100},
               "nothing":{"litellm_provider":"tiny","mode":"chat"}}
              """);

      assertThat(reply.status()).as(reply.text()).isEqualTo(200);
      assertThat(reply.json().path("rejected_count").asInt()).isEqualTo(1);
      assertThat(reply.json().path("rejected").get(0).path("why").asText())
          .isEqualTo("states no price");
      assertThat(reply.json().path("ignored").path("mode").asInt()).isPositive();
    }
  }

  @Test
  void aBookTheJournalCannotTakeIsRefusedBeforeAnythingChanges(@TempDir Path data) {
    String models =
        IntStream.range(0, 8_000)
            .mapToObj(i ->
                "\"model-%d\":{\"litellm_provider\":\"tiny\",\"input_cost_per_token\":1e-06}"
                    .formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    try (Gateway gateway = new Gateway(data)) {
      gateway.ready("still");
      Reply reply = gateway.control("POST", "/api/v1/prices/import?format=litellm", models);

      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.json().path("error").path("code").asText()).isEqualTo("book_too_large");
      assertThat(gateway.get("/api/v1/prices").json().path("catalogues")).hasSize(1);
    }
  }
}
