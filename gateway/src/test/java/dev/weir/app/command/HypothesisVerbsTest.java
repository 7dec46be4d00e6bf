package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import dev.weir.app.config.WeirConfig;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
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
  private Assembly gateway;
  private CommandLineRun shell;

  @BeforeEach
  void startGateway() throws IOException {
    String config =
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:0
        data: %s
        journal:
          segment: 8 MiB
        start:
          warm_up: 0s
        shutdown:
          lead: 0s
        """
            .formatted(folder.resolve("data"));
    WeirConfig parsed = ConfigFile.parse("test", config, Map.of());
    gateway = Assembly.start(parsed, Map.of(), System.getLogger("test"));
    shell =
        new CommandLineRun(folder)
            .with("WEIR_SERVER", "http://127.0.0.1:" + gateway.controlPort())
            .with("WEIR_DATA", folder.resolve("data").toString());
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
    gateway.close();
  }

  private Result ok(String... arguments) {
    Result result = shell.run(arguments);
    assertThat(result.code()).as(result.err()).isEqualTo(Exit.OK);
    return result;
  }

  @Test
  void aHypothesisIsRegisteredStartedReadOutAndStopped() {
    assertThat(ok("hypotheses", "register", "smaller", "smaller.json", "--why", "idea 12").out())
        .contains("hypothesis smaller: version 1");
    assertThat(ok("hypotheses", "list").out()).contains("smaller", "calls_per_unit", "registered");
    assertThat(shell.run("hypotheses", "readout", "smaller").err())
        .contains("is read out after it has started");
    ok("hypotheses", "start", "smaller");

    Result readout = ok("hypotheses", "readout", "smaller");

    assertThat(readout.out()).contains("too_early", "large", "small");
    assertThat(readout.err()).contains("calls_per_unit of smaller, evidence rct; registration ");
    assertThat(ok("hypotheses", "readout", "smaller", "--format", "json").out())
        .contains("\"registration_hash\"");
    assertThat(ok("hypotheses", "readout", "smaller", "--format", "csv").out())
        .startsWith("arm,verdict,decision");
    assertThat(shell.run("hypotheses", "remove", "smaller").code()).isEqualTo(Exit.REFUSED);
    ok("hypotheses", "stop", "smaller");
    assertThat(ok("hypotheses", "show", "smaller").out()).contains("\"stopped\"");
  }

  @Test
  void aPlanSaysHowManyUnitsAnEffectTakes() {
    assertThat(
            ok(
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
            ok(
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
    assertThat(shell.run("hypotheses", "plan", "--metric", "wins", "--effect", "1").err())
        .contains("a metric is one of");
  }
}
