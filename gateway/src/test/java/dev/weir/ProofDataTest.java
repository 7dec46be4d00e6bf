package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/// Proofs on real data are skipped where the data is absent. That is for a laptop; where nobody
/// looks at skipped tests, its absence fails the build.
class ProofDataTest {
  private static final Path DATA =
      Path.of(System.getProperty("weir.root", "..")).resolve("../shared/data").normalize();

  @Test
  @EnabledIfEnvironmentVariable(named = "CI", matches = "true")
  void underContinuousIntegrationNoProofIsSkippedForWantOfData() {
    List<String> needed =
        List.of(
            "billing/focus_1.0_sample.csv",
            "billing/focus_requirements_1.2.json",
            "http",
            "prices/genai_prices_data.json",
            "prices/litellm_copy_tokencost_2025-09-01.json",
            "traces/azure2023_conv.csv",
            "traces/mooncake_synthetic.jsonl");

    assertThat(needed)
        .as("data beside the project, in %s", DATA)
        .allMatch(name -> Files.exists(DATA.resolve(name)));
  }
}
