package dev.weir.view.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceTest {
  private static final Path TRACES =
      Path.of(System.getProperty("weir.root", "..")).resolve("../shared/data/traces");

  @TempDir private Path folder;

  @Test
  void readsAnAzureTraceWithTimesFromItsFirstRow() throws IOException {
    assertThat(
            read(
                """
                TIMESTAMP,ContextTokens,GeneratedTokens
                2023-11-16 18:15:46.6805900,374,44
                2023-11-16 18:15:50.9951690,396,109
                """))
        .containsExactly(
            new TraceRow(Duration.ZERO, 374, 0, 44),
            new TraceRow(Duration.ofNanos(4_314_579_000L), 396, 0, 109));
  }

  @Test
  void aMooncakePrefixSeenBeforeIsCached() throws IOException {
    assertThat(
            read(
                """
                {"timestamp": 100, "input_length": 1500, "output_length": 6, "hash_ids": [0, 1, 2]}
                {"timestamp": 127, "input_length": 1400, "output_length": 7, "hash_ids": [0, 1, 9]}
                {"timestamp": 127, "input_length": 1024, "output_length": 8, "hash_ids": [0, 1]}
                """))
        .containsExactly(
            new TraceRow(Duration.ZERO, 1500, 0, 6),
            new TraceRow(Duration.ofMillis(27), 1400, 1024, 7),
            new TraceRow(Duration.ofMillis(27), 1024, 1023, 8));
  }

  @Test
  void namesTheLineThatIsNoRow() {
    assertThatThrownBy(() -> read("TIMESTAMP,ContextTokens,GeneratedTokens\nyesterday,1,2\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> read("{\"timestamp\": 1, \"input_length\": \"x\"}\n"))
        .hasMessageContaining("line 1")
        .hasMessageContaining("input_length");
  }

  @Test
  void theAzureTraceHasItsPublishedSums() throws IOException {
    Path file = TRACES.resolve("azure2023_conv.csv");
    assumeTrue(Files.isReadable(file), file + " is not here");

    List<TraceRow> rows = Trace.read(file, Trace.ROWS_MAX);

    assertThat(rows).hasSize(19_366);
    assertThat(rows.stream().mapToLong(TraceRow::input).sum()).isEqualTo(22_361_870);
    assertThat(rows.stream().mapToLong(TraceRow::output).sum()).isEqualTo(4_088_665);
  }

  @Test
  void theMooncakeTraceHasItsPublishedPrefixShare() throws IOException {
    Path file = TRACES.resolve("mooncake_synthetic.jsonl");
    assumeTrue(Files.isReadable(file), file + " is not here");

    List<TraceRow> rows = Trace.read(file, Trace.ROWS_MAX);

    long input = rows.stream().mapToLong(TraceRow::input).sum();
    long cached = rows.stream().mapToLong(TraceRow::cached).sum();
    assertThat(rows).hasSize(3_993);
    assertThat((double) cached / input).isBetween(0.60, 0.68);
  }

  private List<TraceRow> read(String text) throws IOException {
    return Trace.read(Files.writeString(folder.resolve("trace"), text), Trace.ROWS_MAX);
  }
}
