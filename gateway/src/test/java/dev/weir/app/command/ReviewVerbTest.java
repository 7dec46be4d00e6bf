package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir review` over a data directory without a gateway.
@Tag("slow")
@Timeout(60)
class ReviewVerbTest {
  @TempDir private Path folder;
  private CommandLineRun weir;

  @BeforeEach
  void spend() throws IOException {
    String yaml =
        """
        listen:
          data_plane: 127.0.0.1:0
          control_plane: 127.0.0.1:1
        data: %s
        journal:
          segment: 8 MiB
        """
            .formatted(folder.resolve("data"));
    write("weir.yaml", yaml);
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
    weir = new CommandLineRun(folder);
    write(
        "usage.json",
        """
        {"records":[{"id":"a","at":"2026-09-02T00:00:00Z","provider":"copilot","model":"big",
          "cost_usd":"8","tags":{"use_case":"care"}}]}
        """);
    done("usage", "import", "usage.json", "--source", "pilot");
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private String done(String... arguments) {
    Result result = weir.run(arguments);
    assertThat(result.code()).as(result.all()).isZero();
    return result.out();
  }

  @Test
  void holdsAReviewShowsItAndFollowsWhatItDecided() throws IOException {
    assertThat(done("review", "draft", "2026-09")).contains("care", "not_enough_evidence");
    write(
        "minutes.json",
        """
        {"decisions":[{"use_case":"care","decision":"continue","decides":"ada","why":"early",
         "owner":"bob","due":"2999-01-01"}]}
        """);

    assertThat(done("review", "hold", "2026-09", "minutes.json"))
        .startsWith("review of 2026-09 held, 1 decisions; sha256 ");

    assertThat(done("review", "list", "--format", "csv")).contains("2026-09,");
    assertThat(done("review", "show", "2026-09")).contains("\"intact\" : true");
    assertThat(done("review", "restatements", "2026-09")).doesNotContain("care");
    assertThat(done("review", "export", "2026-09", "--format", "html"))
        .startsWith("<!DOCTYPE html>");
    assertThat(done("review", "export", "2026-09")).startsWith("# Review of 2026-09");
    assertThat(done("review", "decisions")).contains("care", "continue", "open");
    done("review", "done", "2026-09", "care", "nothing to do");
    assertThat(done("review", "decisions")).contains("done");
    assertThat(done("review", "backtest", "--month", "2026-09")).contains("care", "2026-09");
  }

  @Test
  void setsThePolicyAndRefusesAWrongOne() throws IOException {
    write("policy.json", "{\"double_down\":{\"margin\":0.4}}");
    write("wrong.json", "{\"double_down\":{\"margin\":-1}}");

    done("review", "policy", "policy.json", "--why", "board");

    assertThat(done("review", "policy")).contains("\"margin\" : 0.4");
    Result refused = weir.run("review", "policy", "wrong.json");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("field 'double_down.margin' is 0 to 10, was -1");
    assertThat(weir.run("review", "draft", "October").err())
        .contains("MONTH is a month as '2026-10'");
  }
}
