package dev.weir.view.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.store.Database;
import dev.weir.flow.projection.LedgerDatabase;
import dev.weir.flow.projection.SeededCalls;
import dev.weir.flow.projection.Sql;
import dev.weir.flow.projection.Tables;
import dev.weir.value.adoption.Adoption;
import dev.weir.value.adoption.Roster;
import dev.weir.value.adoption.RosterText;
import dev.weir.view.report.AdoptionSums.Active;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who was active, beside the rows of the same seeded calls.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdoptionSumsTest {
  private static final long SEED = 79;
  private static final YearMonth MONTH = YearMonth.from(SeededCalls.START.atOffset(ZoneOffset.UTC));
  private static final LocalDate TODAY = MONTH.plusMonths(2).atDay(1);

  private Database database;
  private AdoptionSums sums;

  @BeforeAll
  void load(@TempDir Path folder) {
    database = Tables.open(folder.resolve("ledger.duckdb"));
    new LedgerDatabase(database).load(SeededCalls.located(new SeededCalls(SEED).entries(3_000)));
    sums = new AdoptionSums(database);
  }

  @AfterAll
  void close() {
    database.close();
  }

  private static Roster roster(String useCase, String eligible) throws JsonProcessingException {
    return RosterText.told(useCase, (ObjectNode) new JsonMapper().readTree(eligible));
  }

  private static List<Roster> rosters() throws JsonProcessingException {
    return List.of(
        roster("claims", "{\"eligible\":500}"),
        roster("search", "{\"users\":[\"u1\",\"u2\",\"u3\",\"u4\",\"nobody\"]}"),
        roster("support", "{\"eligible\":3}"),
        roster("unused", "{\"eligible\":7}"));
  }

  @Test
  void allAtOnceAreThoseOfEach() throws JsonProcessingException {
    Map<String, Active> active = sums.active(rosters(), MONTH, TODAY);

    for (Roster roster : rosters()) {
      Adoption of = sums.of(roster, MONTH, TODAY);
      assertThat(active)
          .as("seed %d", SEED)
          .containsEntry(
              roster.useCase(),
              new Active(
                  of.monthlyActive(), of.weeks().stream().map(Adoption.Week::active).toList()));
    }
    assertThat(month(active, "search")).isBetween(1L, 4L);
    assertThat(month(active, "support")).as("no more than are eligible").isEqualTo(3);
    assertThat(month(active, "unused")).isZero();
  }

  @Test
  void aMonthsUsersAndCallsWithoutOneAreThoseOfItsRows() throws JsonProcessingException {
    Adoption claims = sums.of(rosters().getFirst(), MONTH, TODAY);

    String month =
        """
         FROM spend WHERE use_case = 'claims' AND NOT quarantined AND purpose = 'primary'
           AND accepted_at >= ? AND accepted_at < ?
        """;
    assertThat(claims.monthlyActive())
        .as("seed %d", SEED)
        .isPositive()
        .isEqualTo(
            number(
                "SELECT count(*) FROM (SELECT user_id"
                    + month
                    + " AND user_id <> '' GROUP BY user_id HAVING sum(calls) > 0)"));
    assertThat(claims.callsWithoutUser())
        .isEqualTo(
            number("SELECT CAST(coalesce(sum(calls), 0) AS BIGINT)" + month + " AND user_id = ''"));
  }

  private static long month(Map<String, Active> active, String useCase) {
    return requireNonNull(active.get(useCase)).month();
  }

  private long number(String sql) {
    return database.read(connection ->
        new Sql()
            .add(sql, MONTH.atDay(1).atStartOfDay(), MONTH.plusMonths(1).atDay(1).atStartOfDay())
            .list(connection, row -> row.getLong(1))
            .getFirst());
  }
}
