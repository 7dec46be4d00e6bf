package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// What reviews of the scripted year say of money that was planned, kept and is to be moved: each
/// figure is worked out again from what was planned, sent and told by the day of the review.
@Tag("slow")
@Timeout(600)
@ExtendWith(LivedYear.class)
final class ScriptedBudgetsTest {
  private static final Offset<Double> CLOSE = within(2e-5);

  private final ScriptedYear year;
  private final OwnBooks books;
  private final OwnPools pools;

  ScriptedBudgetsTest(ScriptedYear year) {
    this.year = year;
    books = year.books();
    pools = new OwnPools(books);
  }

  private JsonNode pack(YearMonth month) {
    return year.get("reviews/" + month).path("pack");
  }

  @Test
  void anEnvelopeIsWhatWasPlannedByThenBesideWhatWasSpent() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode envelopes = pack(month).path("envelopes");
      assertThat(envelopes).hasSize(Venture.ALL.size());
      for (Venture venture : Venture.ALL) {
        JsonNode row = LivedYear.the(envelopes, "/cost_centre", venture.costCentre());
        BigDecimal ledger = books.cost(venture.id(), month);
        BigDecimal borne = pools.of(venture.id(), month);
        Instant held = year.board().heldAt(month);
        String what = LivedYear.at(month, row);
        LivedYear.same(row.path("ledger_cost_usd"), ledger, what);
        LivedYear.same(row.path("pools_usd"), borne, what);
        Optional<BigDecimal> planned = OwnEnvelopes.planned(venture, month, held);
        assertThat(row.hasNonNull("planned_usd")).as(what).isEqualTo(planned.isPresent());
        planned.ifPresent(usd -> {
          LivedYear.same(row.path("planned_usd"), usd, what);
          LivedYear.same(row.path("left_usd"), usd.subtract(ledger).subtract(borne), what);
        });
      }
    }
  }

  @Test
  void theYearsEnvelopesAreTheirMonths() {
    JsonNode compared = year.get("envelopes/comparison?year=" + ScriptedYear.YEAR);
    Instant now = year.gateway().now();
    BigDecimal planned = BigDecimal.ZERO;
    BigDecimal loaded = BigDecimal.ZERO;
    for (YearMonth month : LivedYear.MONTHS) {
      for (Venture venture : Venture.ALL) {
        planned = planned.add(OwnEnvelopes.planned(venture, month, now).orElse(BigDecimal.ZERO));
        loaded = loaded.add(books.cost(venture.id(), month)).add(pools.of(venture.id(), month));
      }
    }
    LivedYear.same(compared.at("/total/planned_usd"), planned, "of the year");
    LivedYear.same(compared.at("/total/of_cost_centres_usd"), loaded, "of the year");
    LivedYear.same(compared.at("/total/left_usd"), planned.subtract(loaded), "of the year");
  }

  @Test
  void movesGoWhereTheNextDollarReturnsMoreAndAddUpToNothing() {
    int moved = 0;
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode lines = pack(month).path("moves");
      OwnMoves own = OwnMoves.of(month, year.board().heldAt(month), books);
      assertThat(lines).as(LivedYear.at(month, lines)).hasSize(own.returns().size());
      double sum = 0;
      for (Map.Entry<String, OwnMoves.Return> each : own.returns().entrySet()) {
        JsonNode line = LivedYear.the(lines, "/use_case", each.getKey());
        OwnMoves.Return returns = each.getValue();
        double proposed = Optional.ofNullable(own.proposed().get(each.getKey())).orElseThrow();
        close(line, "now_usd", returns.cost(), month);
        close(line, "proposed_usd", proposed, month);
        close(line, "move_usd", proposed - returns.cost(), month);
        close(line, "marginal", returns.marginal(), month);
        close(line, "low", returns.low(), month);
        close(line, "high", returns.high(), month);
        sum += line.path("move_usd").asDouble();
        moved += proposed == returns.cost() ? 0 : 1;
      }
      assertThat(sum).as(LivedYear.at(month, lines)).isCloseTo(0, CLOSE);
    }
    assertThat(moved).as("moves of the year").isPositive();
  }

  private static void close(JsonNode line, String field, double own, YearMonth month) {
    assertThat(line.path(field).asDouble())
        .as(LivedYear.at(month, field + ", " + line))
        .isCloseTo(own, within(2e-6 * Math.max(10, Math.abs(own))));
  }

  @Test
  void theReserveIsWhatExperimentsSpentByTheNumberThatWasDecided() {
    for (YearMonth month : LivedYear.MONTHS) {
      Instant held = year.board().heldAt(month);
      JsonNode line = pack(month).path("reserve").path(0);
      String what = LivedYear.at(month, line);
      BigDecimal spent =
          books
              .asOf(held)
              .cost(call ->
                  Trial.useCases().contains(call.useCase())
                      && OwnBooks.month(call.at()).getYear() == OwnBooks.month(held).getYear());
      boolean isOtherYear = OwnBooks.month(held).getYear() != ScriptedYear.YEAR;
      int decided = !isOtherYear && held.isAfter(Trial.STOPPED) ? Trial.ALL.size() : 0;
      boolean running = held.isAfter(Trial.STARTED) && held.isBefore(Trial.STOPPED);
      assertThat(line.path("running").asInt()).as(what).isEqualTo(running ? Trial.ALL.size() : 0);
      LivedYear.same(line.path("spent_usd"), spent, what);
      assertThat(line.path("decided").asInt()).as(what).isEqualTo(decided);
      assertThat(line.hasNonNull("usd_per_hypothesis")).as(what).isEqualTo(decided > 0);
      if (decided > 0) {
        BigDecimal each = spent.divide(BigDecimal.valueOf(decided), 2, RoundingMode.HALF_UP);
        LivedYear.same(line.path("usd_per_hypothesis"), each, what);
      }
    }
  }

  @Test
  void aBudgetIsUsedByTheCallsOfItsMonth() {
    for (YearMonth month : LivedYear.MONTHS) {
      Instant held = year.board().heldAt(month);
      JsonNode row = LivedYear.the(pack(month).path("budgets"), "/budget", Allowance.BUDGET);
      String what = LivedYear.at(month, row);
      BigDecimal used = books.asOf(held).cost(Allowance.VENTURE.id(), month);
      LivedYear.same(row.path("used_usd"), used, what);
      LivedYear.same(row.path("limit_usd"), Allowance.left(held.minusNanos(1)), what);
    }
  }
}
