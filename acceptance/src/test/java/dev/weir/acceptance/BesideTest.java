package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Spend beside the gateway, imported by the command line, added up here.
@Tag("slow")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BesideTest {
  private static final String MODEL = "gpt-4o";
  private static final int RECORDS = 12_000;
  private static final long SEED = 20_261_122;

  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  @AfterAll
  void close() {
    stage.close();
  }

  @Test
  void aLongFileIsBookedOnceAndSurvivesAKill() throws IOException {
    Random random = new Random(SEED);
    List<String> lines = new ArrayList<>();
    lines.add("id,at,provider,model,input,output,use_case,tag:note");
    BigDecimal expected = BigDecimal.ZERO;
    for (int i = 0; i < RECORDS; i++) {
      int input = random.nextInt(5_000);
      int output = 1 + random.nextInt(900);
      expected = expected.add(stage.prices().cost(MODEL, input, output));
      lines.add(
          "b-%d,2026-10-%02dT10:00:00Z,openai,%s,%d,%d,beside,\"two parts, %d\""
              .formatted(i, 1 + i % 31, MODEL, input, output, i % 3));
    }
    Path file = Files.write(folder.resolve("october.csv"), lines);

    Said tried = imported(file, "--dry-run");
    assertThat(tried.out()).startsWith("would book 12000 records, ");
    assertThat(spent()).as("seed %d", SEED).isEqualByComparingTo("0");

    Said first = imported(file);
    assertThat(first.out())
        .startsWith("booked 12000 records, " + expected.stripTrailingZeros().toPlainString());
    stage.gateway().kill();
    stage.gateway().restart();
    assertThat(imported(file).out())
        .startsWith("booked 0 records, 0 USD; 12000 were booked before, 0 of them taken back");
    assertThat(spent()).as("seed %d", SEED).isEqualByComparingTo(expected);
  }

  @Test
  void oneWrongRecordKeepsItsWholeFileOut() throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("id,at,provider,model,input,output,use_case");
    for (int i = 0; i < 7_000; i++) {
      String model = i == 6_500 ? "no-such-model" : MODEL;
      lines.add("w-%d,2026-09-01,openai,%s,1,1,wrong".formatted(i, model));
    }
    Path file = Files.write(folder.resolve("wrong.csv"), lines);

    Said said = stage.gateway().weir("usage", "import", file.toString(), "--source", "wrong");

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err()).contains("'w-6500'", "no-such-model");
    JsonNode rows =
        stage
            .control()
            .send("GET", "report?by=origin&filter=origin=wrong&from=2026-09-01&to=2026-10-01", "")
            .expect(200)
            .json()
            .path("rows");
    assertThat(rows).isEmpty();
  }

  private Said imported(Path file, String... more) {
    List<String> line =
        new ArrayList<>(List.of("usage", "import", file.toString(), "--source", "october"));
    line.addAll(List.of(more));
    Said said = stage.gateway().weir(line.toArray(String[]::new));
    assertThat(said.code()).as(said.err()).isZero();
    return said;
  }

  private BigDecimal spent() {
    JsonNode total =
        stage
            .control()
            .send("GET", "report?filter=use_case=beside&from=2026-10-01&to=2026-11-01", "")
            .expect(200)
            .json()
            .path("total");
    return new BigDecimal(total.path("cost_usd").asText());
  }
}
