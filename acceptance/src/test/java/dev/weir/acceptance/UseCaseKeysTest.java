package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A use case from its template to a key that calls, by the command line; production is refused
/// until it is known what it is worth.
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UseCaseKeysTest {
  @TempDir private Path folder;
  private final Stage stage = Stage.open();

  @AfterAll
  void close() {
    stage.close();
  }

  private Said weir(String... line) {
    return stage.gateway().weir(line);
  }

  private Said key(String environment) {
    return weir(
        "keys",
        "create",
        "triage-app",
        "--tag",
        "use_case=triage",
        "--tag",
        "department=care",
        "--tag",
        "role=service",
        "--tag",
        "environment=" + environment);
  }

  @Test
  void aKeyIsRefusedNamingWhatIsMissingAndMadeOnceTheUseCaseIsAProofOfConcept() throws IOException {
    String template = weir("usecases", "template").expect(0).out();
    Path file = folder.resolve("triage.json");
    Files.writeString(file, template);
    weir("usecases", "put", "triage", file.toString(), "--why", "intake").expect(0);

    assertThat(key("test").expect(1).err()).contains("use case 'triage' at 'idea' has no keys");

    Files.writeString(file, template.replace("\"idea\"", "\"poc\""));
    weir("usecases", "put", "triage", file.toString(), "--why", "trial").expect(0);
    assertThat(
            stage
                .control()
                .key(
                    """
                    {"name": "triage-app", "fixed_tags": {"use_case": "triage",
                     "department": "care", "role": "service", "environment": "test"}}
                    """))
        .startsWith("wk_");
    assertThat(key("production").expect(1).err())
        .contains("outcome: none is defined", "baseline: there is none", "target:", "unit_value:")
        .doesNotContain("owner", "budget:", "statement:");

    assertThat(weir("usecases", "readiness", "triage", "--format", "csv").expect(1).csv())
        .extracting(row -> row.get("missing"))
        .containsExactly("outcome", "baseline", "target", "unit_value");
    Map<String, String> line =
        weir("usecases", "list", "--format", "csv").expect(0).csv().getFirst();
    assertThat(line).containsEntry("use case", "triage").containsEntry("stage", "poc");

    Files.writeString(file, template.replace("\"idea\"", "\"production\""));
    assertThat(weir("usecases", "put", "triage", file.toString()).expect(1).err())
        .contains("a gate decides from 'poc' to 'production'");
    assertThat(weir("usecases", "lint", "Use AI everywhere.").expect(1).out()).contains("metric");
  }
}
