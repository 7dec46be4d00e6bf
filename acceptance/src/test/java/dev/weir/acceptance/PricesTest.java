package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Prices over their life, at the command line.
@Tag("slow")
@Timeout(180)
final class PricesTest {
  private static final String SEEN = "2026-03-04";
  private static final String MODEL = "claude-sonnet-4-5";

  @TempDir Path folder;

  private Path list(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-04T05:06:07Z")));
    return file;
  }

  private static String genai(String input) {
    return """
    [{"id":"vendor","name":"Vendor","models":[{"id":"%s","match":{"equals":"%s"},
      "prices":{"input_mtok":%s,"output_mtok":10}}]}]
    """
        .formatted(MODEL, MODEL, input);
  }

  private static String litellm(String input) {
    return """
    {"%s":{"litellm_provider":"vendor","mode":"chat","input_cost_per_token":%s,
      "output_cost_per_token":0.00001}}
    """
        .formatted(MODEL, input);
  }

  private static Map<String, String> only(Said said) {
    List<Map<String, String>> rows = said.expect(0).csv();
    assertThat(rows).as("%s", said).hasSize(1);
    return rows.getFirst();
  }

  private static String csv(GatewayProcess gateway, String column, String... verb) {
    List<String> all = new ArrayList<>(List.of(verb));
    all.addAll(List.of("--format", "csv"));
    return only(gateway.weir(all.toArray(String[]::new))).getOrDefault(column, "no such column");
  }

  @Test
  void anUpdateIsOneCommandAndAPersonDecidesWhereItsSourcesDiffer() throws IOException {
    Path genai = list("genai.json", genai("3"));
    Path litellm = list("litellm.json", litellm("0.000003"));
    try (Stage stage = Stage.open()) {
      GatewayProcess gateway = stage.gateway();
      assertThat(gateway.weir("prices", "update").expect(2).err()).contains("--from");
      gateway
          .weir(
              "prices", "update", "--from", "genai-prices=%s,litellm=%s".formatted(genai, litellm))
          .expect(0);

      list("genai.json", genai("6"));
      Said dry =
          gateway.weir("prices", "import", genai.toString(), "--format", "genai", "--dry-run");
      Said update = gateway.weir("prices", "update", "--format", "csv").expect(0);
      String dispute = csv(gateway, "dispute", "prices", "disputes");
      Said reasonless = gateway.weir("prices", "accept", dispute);
      gateway.weir("prices", "accept", dispute, "--why", "the vendor's page").expect(0);

      assertThat(dry.expect(0).out()).contains("set aside", "3 USD per 1000000", "6 USD");
      assertThat(update.csv()).extracting(row -> row.get("set aside")).containsExactly("1", "1");
      assertThat(reasonless.expect(1).err()).contains("'why'");
      assertThat(gateway.weir("prices", "disputes").expect(0).out()).isEqualTo("nothing to list\n");
      assertThat(csv(gateway, "why", "prices", "disputes", "--state", "accepted"))
          .isEqualTo("the vendor's page");
      Said diff = gateway.weir("prices", "diff", "genai-prices@1", "--format", "csv");
      assertThat(only(diff)).containsEntry("by", "100 %").containsEntry("seen on", SEEN);
      assertThat(gateway.weir("prices", "history", MODEL).expect(0).out())
          .contains("genai-prices", "litellm", "accepted", "the vendor's page", SEEN);
      assertOld(gateway);
    }
  }

  /// The files are of March; the clock of these tests is that of the machine.
  private static void assertOld(GatewayProcess gateway) {
    Said stale = gateway.weir("prices", "stale", "--older-than", "30d", "--format", "csv");

    assertThat(stale.expect(0).csv()).extracting(row -> row.get("seen on")).contains(SEEN);
    assertThat(gateway.weir("doctor").expect(1).out())
        .contains("genai-prices was last seen at its source", "weir prices update");
    gateway.weir("settings", "set", "--prices-age-max", "3650d").expect(0);
    assertThat(gateway.weir("doctor").out()).doesNotContain("was last seen at its source");
  }

  @Test
  void aCallIsExplainedByThePricesThatItWasChargedWith() {
    try (Stage stage = Stage.open()) {
      Application.Wire wire = Application.Wire.OPENAI_JSON;
      String body = Application.body(wire, wire.model(), "hello [[sim in=1000 out=50]]", 60);
      String call =
          stage.application().ask(wire, "explained", body).expect(200).header("x-weir-call-id");
      BigDecimal cost = new BigDecimal(stage.ended(call).path("cost_usd").asText());
      stage
          .control()
          .send(
              "POST",
              "prices/import",
              stage.prices().catalogue().replace("\"usd\": \"2.50\"", "\"usd\": \"9\""))
          .expect(200);
      List<Map<String, String>> lines =
          stage.gateway().weir("prices", "explain", call, "--format", "csv").expect(0).csv();

      BigDecimal sum =
          lines.stream()
              .map(line ->
                  new BigDecimal(line.get("quantity"))
                      .multiply(new BigDecimal(line.get("unit price USD"))))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum)
          .isEqualByComparingTo(cost)
          .isEqualByComparingTo(stage.prices().cost(stage.served(call)));
      assertThat(lines)
          .allSatisfy(line ->
              assertThat(line)
                  .containsEntry("catalogue", "acceptance")
                  .containsEntry("matched by", "exact")
                  .containsEntry("source", "acceptance tests"));
    }
  }
}
