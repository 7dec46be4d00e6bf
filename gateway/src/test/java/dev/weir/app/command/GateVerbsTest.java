package dev.weir.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.Assembly;
import dev.weir.app.command.CommandLineRun.Result;
import dev.weir.app.config.ConfigFile;
import dev.weir.base.store.Database.Settings;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Keys;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Operator.Role;
import dev.weir.flow.books.Remit;
import dev.weir.flow.identity.Secrets;
import dev.weir.view.cli.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `weir gates` and `weir promotions`, over a data directory.
@Tag("slow")
@Timeout(60)
class GateVerbsTest {
  private static final String GATE =
      """
      {"criteria":[{"metric":"cost_usd","comparison":"at_most","threshold":"100"}],
       "proof":{"margin":"0.8","outcomes_min":100},
       "until_proven":{"share":"0.5","users":50,"budget_usd_per_month":"500"}}
      """;

  @TempDir private Path folder;
  private CommandLineRun shell;

  @BeforeEach
  void configure() throws IOException {
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
    Files.writeString(folder.resolve("weir.yaml"), yaml);
    Files.writeString(folder.resolve("gate.json"), GATE);
    Assembly.open(ConfigFile.parse("t", yaml, Map.of()), Map.of(), System.getLogger("t")).close();
    makeUseCase();
    shell = new CommandLineRun(folder);
  }

  private void makeUseCase() throws JsonProcessingException {
    List<Change> made =
        List.of(
            fact(
                Kind.USE_CASE,
                """
                {"name":"Claims","stage":"poc","audience":"internal","budget_usd_per_month":"100",
                 "statement":"Classify inbound claims of retail customers, so that the share of misrouted claims falls below 5 % by 2090-06-30.",
                 "owners":{"business":"Ada","technical":"Bob"}}
                """),
            fact(
                Kind.OUTCOME,
                """
                {"unit":"claim","target":{"per_month":"100"},"unit_value_usd":"4",
                 "value_source":"a study","value_evidence":"before_after"}
                """),
            fact(
                Kind.BASELINE,
                """
                {"unit":"claim","source":"measured","n":400,"from":"2026-01-01",
                 "until":"2026-02-01","cost_per_unit_usd":"8","expires":"2090-01-01"}
                """),
            fact(Kind.ROSTER, "{\"eligible\":40}"));
    InstantSource clock = InstantSource.system();
    Path file = folder.resolve("data").resolve("facts.duckdb");
    try (Facts facts = Facts.open(file, new Settings(64, 1, 2))) {
      Books books = new Books(facts, clock);
      Keys keys = new Keys(books, new Secrets(new Random(3)), clock);
      var _ = keys.createOperator("Ada", Remit.of(Role.VIEWER), "test", "test");
      var _ = keys.createOperator("Bob", Remit.of(Role.VIEWER), "test", "test");
      assertThat(books.publish(made)).isInstanceOf(Published.Done.class);
    }
  }

  private static Change fact(Kind kind, String body) throws JsonProcessingException {
    ObjectNode tree = (ObjectNode) new JsonMapper().readTree(body);
    return Change.of(kind, "claims", tree, "test", "test");
  }

  private Result done(String... arguments) {
    Result result = shell.run(arguments);
    assertThat(result.code()).as(result.all()).isEqualTo(Exit.OK);
    return result;
  }

  @Test
  void aGateIsPutShownAndListed() {
    done("gates", "put", "claims", "beta", "gate.json", "--why", "agreed");

    assertThat(done("gates", "list").out())
        .isEqualTo(
            """
            use case  to    criteria  lit since  stop   proven  kill lit  version  by
            claims    beta         1             false  false                   1  %s
            """
                .formatted(
                    done("gates", "list", "--format", "csv").out().split(",", -1)[16].strip()));
    Result shown = done("gates", "show", "claims", "beta");
    assertThat(shown.err())
        .contains("claims is in poc, gate to beta: all criteria hold; stop iterating")
        .contains("unit economics are not proven: outcomes are 0, needed are 100");
    assertThat(shown.out()).contains("criterion  cost_usd  at_most", "holds", "0, asked for ≤ 100");
    Result memo = shell.run("gates", "memo", "claims", "beta");
    assertThat(memo.code()).isEqualTo(Exit.REFUSED);
    assertThat(memo.err()).contains("there is no memo 'claims/beta'");
  }

  @Test
  void defaultsAreAFileForPut() throws IOException {
    Files.writeString(
        folder.resolve("beta.json"),
        done("gates", "defaults", "beta", "--audience", "partner").out());

    done("gates", "put", "claims", "beta", "beta.json");
    assertThat(done("gates", "metrics").out()).contains("error_share", "spend_to_projection");
  }

  @Test
  void evidenceIsVerifiedAndNobodyInParticularSigns() {
    done("gates", "put", "claims", "beta", "gate.json");
    done(
        "promotions",
        "propose",
        "claims",
        "beta",
        "--share",
        "20%",
        "--users",
        "20",
        "--budget",
        "300 USD",
        "--listed",
        "ada,bob",
        "--why",
        "ready");

    assertThat(done("promotions", "list").out()).contains("claims.1", "open", "20 %", "300.00");
    String hash = done("gates", "verify", "claims.1").out().substring(0, 64);
    assertThat(done("promotions", "evidence", "claims.1").out())
        .startsWith("{\"asked_for\":{\"budget_usd_per_month\":\"300\",\"share\":\"0.2\"");
    Result signed = shell.run("promotions", "sign", "claims.1", "--sha256", hash);
    assertThat(signed.code()).isEqualTo(Exit.REFUSED);
    assertThat(signed.err())
        .contains("promotion 'claims.1' is signed with an owner's personal key, was local:");
  }
}
