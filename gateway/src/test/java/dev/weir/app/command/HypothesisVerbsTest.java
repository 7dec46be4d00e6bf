package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir hypotheses` against a whole gateway.
@Tag("slow")
@Timeout(60)
class HypothesisVerbsTest {
  @TempDir Path folder;
  private ShellGateway weir;

  @BeforeEach
  void startGateway() throws IOException {
    weir = new ShellGateway(folder);
    Files.writeString(
        folder.resolve("smaller.json"),
        """
        {"use_case":"support","hypothesis":"a small model is asked more often","unit":"user",
         "design":"randomised","arms":[{"name":"large"},{"name":"small"}],"control":"large",
         "metric":"calls_per_unit","direction":"increase","minimum_effect":0.1,"deviation":1,
         "units_per_arm":3006,"stop":"sequential","window_days":7,"until":"2099-01-01",
         "decision":{"positive":"scale","negative":"pull_back","not_enough_evidence":"continue"}}
        """);
  }

  @AfterEach
  void stopGateway() {
    weir.close();
  }

  @Test
  void aHypothesisIsRegisteredStartedReadOutAndStopped() {
    assertThat(
            weir.ok("hypotheses", "register", "smaller", "smaller.json", "--why", "idea 12").out())
        .contains("hypothesis smaller: version 1");
    assertThat(weir.ok("hypotheses", "list").out())
        .contains("smaller", "calls_per_unit", "registered");
    assertThat(weir.shell.run("hypotheses", "readout", "smaller").err())
        .contains("is read out after it has started");
    weir.ok("hypotheses", "start", "smaller");

    Result readout = weir.ok("hypotheses", "readout", "smaller");

    assertThat(readout.out()).contains("too_early", "large", "small");
    assertThat(readout.err()).contains("calls_per_unit of smaller, evidence rct; registration ");
    assertThat(weir.ok("hypotheses", "readout", "smaller", "--format", "json").out())
        .contains("\"registration_hash\"");
    assertThat(weir.ok("hypotheses", "readout", "smaller", "--format", "csv").out())
        .startsWith("arm,verdict,decision");
    assertThat(weir.shell.run("hypotheses", "remove", "smaller").code()).isEqualTo(Exit.REFUSED);
    weir.ok("hypotheses", "stop", "smaller");
    assertThat(weir.ok("hypotheses", "show", "smaller").out()).contains("\"stopped\"");
  }

  @Test
  void aPlanSaysHowManyUnitsAnEffectTakes() {
    assertThat(
            weir.ok(
                    "hypotheses",
                    "plan",
                    "--metric",
                    "cost_per_unit",
                    "--effect",
                    "0.1",
                    "--deviation",
                    "1")
                .out())
        .contains("1570");
    assertThat(
            weir.ok(
                    "hypotheses",
                    "plan",
                    "--metric",
                    "cost_per_unit",
                    "--effect",
                    "0.1",
                    "--deviation",
                    "1",
                    "--sequential",
                    "--format",
                    "json")
                .out())
        .contains("\"units_per_arm\" : 3006");
    assertThat(weir.shell.run("hypotheses", "plan", "--metric", "wins", "--effect", "1").err())
        .contains("a metric is one of");
  }
}
