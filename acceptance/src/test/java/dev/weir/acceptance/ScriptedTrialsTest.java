package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.YearMonth;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the scripted year shows of experiments and opportunities: each figure is worked out again
/// from who was drawn where and what came of it.
@Tag("slow")
@Timeout(600)
@ExtendWith(LivedYear.class)
final class ScriptedTrialsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  /// What a month asks for, as each baseline says.
  private static final BigDecimal VOLUME = BigDecimal.valueOf(400);

  private final ScriptedYear year;
  private final OwnBooks books;

  ScriptedTrialsTest(ScriptedYear year) {
    this.year = year;
    books = year.books();
  }

  @Test
  void aReadoutIsWhatTheSessionsOfEachArmCameTo() {
    for (Trial trial : Trial.ALL) {
      JsonNode readout = year.get("hypotheses/%s/readout".formatted(trial.name()));
      OwnTrial own = OwnTrial.of(trial, books, year.gateway().now());
      String what = "seed %d, %s: %s".formatted(LivedYear.SEED, trial.name(), readout);

      assertThat(readout.path("evidence").asText()).as(what).isEqualTo("rct");
      assertThat(readout.path("contaminated").asLong()).as(what).isZero();
      group(readout, Trial.CONTROL, own.control(), what);
      group(readout, Trial.ARM, own.arm(), what);
      JsonNode comparison = readout.path("comparisons").path(0);
      JsonNode difference = comparison.path("difference");
      assertThat(difference.path("value").asDouble()).as(what).isEqualTo(own.difference(), CLOSE);
      assertThat(difference.path("low").asDouble())
          .as(what)
          .isEqualTo(own.difference() - own.half(), within(2e-3));
      assertThat(difference.path("high").asDouble())
          .as(what)
          .isEqualTo(own.difference() + own.half(), within(2e-3));
      assertThat(comparison.path("verdict").asText()).as(what).isEqualTo(own.verdict());
      assertThat(comparison.path("decision").asText()).as(what).isEqualTo(own.decision());
    }
  }

  private static void group(JsonNode readout, String name, OwnTrial.Arm own, String what) {
    JsonNode group = LivedYear.the(readout.path("groups"), "/name", name);
    assertThat(group.path("exposed").asLong()).as(what).isEqualTo(own.exposed());
    assertThat(group.path("metric").path("value").asDouble())
        .as(what)
        .isEqualTo(own.share(), CLOSE);
  }

  @Test
  void oneTrialHelpedOneDidHarmAndOneShowedNothing() {
    assertThat(Trial.ALL)
        .extracting(trial -> OwnTrial.of(trial, books, year.gateway().now()).verdict())
        .containsExactly("positive", "not_enough_evidence", "negative");
  }

  @Test
  void theSimpleOpportunityIsVolumeTimesCostLessWhatAiCosts() {
    YearMonth december = LivedYear.MONTHS.getLast();
    OwnPools pools = new OwnPools(books);
    JsonNode list = year.get("opportunities?month=" + december).path("opportunities");
    for (Venture venture : Venture.ALL) {
      BigDecimal cost = books.cost(venture.id(), december).add(pools.of(venture.id(), december));
      if (books.answered(venture.id(), december) > 0) {
        JsonNode line = LivedYear.the(list, "/use_case", venture.id());
        LivedYear.same(
            line.path("simple_usd_per_month"),
            VOLUME.multiply(venture.value()).subtract(cost),
            LivedYear.at(december, venture.id() + ": " + line));
      }
    }
  }
}
