package dev.weir.view.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weir.base.store.Database;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Tables;
import dev.weir.value.experiment.Exposed;
import dev.weir.value.experiment.Followed;
import dev.weir.value.experiment.Panel;
import dev.weir.value.experiment.Registration;
import dev.weir.value.hypothesis.Figures;
import dev.weir.value.hypothesis.Hypothesis;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Units of a trial, by rows of a ledger database.
@Timeout(120)
class TrialRowsTest {
  private static final Instant START = Registration.START;
  private static final Instant NOW = START.plus(Duration.ofDays(10));

  @TempDir Path folder;
  private Database database;
  private long position = 1_000_000;

  @BeforeEach
  void open() {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(5).entries(200)));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /// A settled call like a seeded one, but of other tags, time and cost.
  private void call(String user, String team, String arm, Instant at, String usd) {
    String tags =
        arm.isEmpty()
            ? "map()"
            : "map {'experiment': 'trial', 'experiment_arm': '%s'}".formatted(arm);
    String sql =
        """
        INSERT INTO attempt SELECT * REPLACE (
          CAST(? AS BIGINT) AS position, CAST(? AS VARCHAR) AS call_id, 1 AS attempt,
          'support' AS use_case, CAST(? AS VARCHAR) AS user_id, CAST(? AS VARCHAR) AS team,
          CAST(%s AS MAP(VARCHAR, VARCHAR)) AS tags, CAST(? AS TIMESTAMP) AS accepted_at,
          CAST(? AS DECIMAL(38, 12)) AS cost, false AS quarantined)
        FROM (FROM attempt WHERE kind = 'settled' AND origin = '' LIMIT 1)
        """
            .formatted(tags);
    position++;
    database.write(connection -> {
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        insert.setLong(1, position);
        insert.setString(2, "call" + position);
        insert.setString(3, user);
        insert.setString(4, team);
        insert.setObject(5, ReportRange.utc(at));
        insert.setBigDecimal(6, new BigDecimal(usd));
        return insert.executeUpdate();
      }
    });
  }

  private static Instant day(int day) {
    return START.plus(Duration.ofDays(day));
  }

  @Test
  void aUnitIsExposedAtItsFirstCallAndHasWhatItDidBeforeAndWithinItsDays() {
    Hypothesis hypothesis = Registration.with("\"covariate_days\":14");
    call("ada", "red", "", day(-20), "0.5");
    call("ada", "red", "", day(-3), "0.25");
    call("ada", "red", "small", day(1), "1");
    call("ada", "red", "", day(2), "2");
    call("ada", "red", "small", day(8), "4");
    call("bob", "red", "large", day(0), "8");
    call("bob", "red", "", NOW, "16");
    call("", "red", "large", day(1), "32");
    call("eve", "red", "", day(1), "64");

    List<Exposed> exposed = new TrialRows(database).exposed(hypothesis, NOW);

    assertThat(exposed)
        .containsExactly(
            new Exposed("bob", "large", day(0), Optional.empty(), Figures.ofCalls(1, 8)),
            new Exposed(
                "ada",
                "small",
                day(1),
                Optional.of(Figures.ofCalls(1, 0.25)),
                Figures.ofCalls(2, 3)));
  }

  @Test
  void whoWasInAnArmBeforeTheStartIsInNoneAfterwards() {
    call("ada", "red", "small", day(-1), "1");
    call("ada", "red", "small", day(1), "2");
    call("bob", "red", "large", day(-1), "4");
    call("bob", "red", "small", day(1), "8");
    call("cyd", "red", "small", day(1), "16");

    assertThat(new TrialRows(database).exposed(Registration.with(""), NOW))
        .extracting(Exposed::unit)
        .containsExactly("cyd");
  }

  @Test
  void aUnitOfTwoArmsComesTwiceAndWhatStoppedExposesNobody() {
    call("ada", "red", "small", day(1), "1");
    call("ada", "red", "large", day(2), "2");
    call("bob", "red", "large", day(6), "4");
    Hypothesis stopped = Registration.with("\"stopped_at\":\"%s\"".formatted(day(5)));

    assertThat(new TrialRows(database).exposed(stopped, NOW))
        .extracting(Exposed::unit, Exposed::arm)
        .containsExactly(tuple("ada", "small"), tuple("ada", "large"));
  }

  @Test
  void groupsAreToldByATagAndAUnitOfBothIsInNeither() {
    Hypothesis hypothesis =
        Registration.without(
            """
            "design":"difference_in_differences","group_by":"team","treated":["red"],
            "untreated":["blue"]
            """,
            "arms",
            "control");
    call("ada", "red", "", day(-1), "1");
    call("ada", "red", "", day(6), "2");
    call("ada", "red", "", day(7), "4");
    call("bob", "blue", "", day(0), "8");
    call("cyd", "blue", "", day(-2), "16");
    call("cyd", "red", "", day(2), "32");
    call("dan", "green", "", day(2), "64");
    call("ada", "red", "", day(-8), "128");
    call("eve", "red", "", day(-9), "256");

    Panel panel = new TrialRows(database).followed(hypothesis);

    assertThat(panel.contaminated()).isEqualTo(1);
    assertThat(panel.units())
        .containsExactly(
            new Followed(
                "ada", true, Figures.ofCalls(1, 128), Figures.ofCalls(1, 1), Figures.ofCalls(1, 2)),
            new Followed("bob", false, Figures.NONE, Figures.NONE, Figures.ofCalls(1, 8)));
  }

  @Test
  void trafficIsOfFourWeeks() {
    call("ada", "red", "", NOW.minus(Duration.ofDays(28)), "1");
    call("ada", "red", "", day(0), "1");
    call("bob", "red", "", day(0), "1");
    call("bob", "red", "", NOW.minus(Duration.ofDays(29)), "1");

    assertThat(new TrialRows(database).traffic("support", "user", NOW))
        .isEqualTo(new TrialRows.Traffic(2, 3));
    assertThat(new TrialRows(database).traffic("nobody", "user", NOW))
        .isEqualTo(new TrialRows.Traffic(0, 0));
  }
}
