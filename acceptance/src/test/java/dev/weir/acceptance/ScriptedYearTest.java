package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// After a year of a company, lived through the real process on a driven clock: every total is
/// added up again from what was sent, told and served, and is the API's to the last digit.
@Tag("slow")
@Timeout(600)
@ExtendWith(LivedYear.class)
final class ScriptedYearTest {
  private final ScriptedYear year;
  private final OwnBooks books;
  private final OwnPools pools;

  ScriptedYearTest(ScriptedYear year) {
    this.year = year;
    books = year.books();
    pools = new OwnPools(books);
  }

  @Test
  void theLedgerIsWhatTheProviderServed() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode rows =
          year.get(
                  "report?by=use_case&format=json&from=%s&to=%s"
                      .formatted(month.atDay(1), month.plusMonths(1).atDay(1)))
              .path("rows");
      for (Venture venture : Venture.ALL) {
        JsonNode row = LivedYear.the(rows, "/group/use_case", venture.id());
        String what = LivedYear.at(month, venture.id());
        LivedYear.same(
            row.path("calls"), BigDecimal.valueOf(books.answered(venture.id(), month)), what);
        LivedYear.same(
            row.path("refusals"), BigDecimal.valueOf(books.refused(venture.id(), month)), what);
        LivedYear.same(row.path("cost_usd"), books.cost(venture.id(), month), what);
      }
      assertThat(rows).hasSize(Venture.ALL.size());
    }
  }

  @Test
  void aRefusedCallIsOneThatARollOutOrATaperShutOut() {
    for (OwnBooks.Sent call : books.sent(_ -> true)) {
      assertThat(call.refused())
          .as("seed %d, %s", LivedYear.SEED, call)
          .isEqualTo(expectedRefusal(call));
    }
    for (String open : List.of("onboarding", "summaries")) {
      assertThat(books.sent(call -> call.useCase().equals(open) && call.refused().isPresent()))
          .isEmpty();
    }
    assertThat(books.sent(call -> call.refused().equals(Optional.of("not_in_rollout"))))
        .isNotEmpty();
    assertThat(books.sent(call -> call.refused().equals(Optional.of("use_case_closed"))))
        .extracting(OwnBooks.Sent::useCase)
        .containsOnly(ScriptedYear.VOICE, ScriptedYear.SUNSET);
    assertThat(books.sent(OwnBooks.Sent::dear))
        .extracting(OwnBooks.Sent::refused)
        .containsExactly(
            Optional.empty(), Optional.of("budget_spent"), Optional.empty(), Optional.empty());
  }

  private Optional<String> expectedRefusal(OwnBooks.Sent call) {
    if (call.dear()) {
      return Allowance.fits(call.at()) ? Optional.empty() : Optional.of("budget_spent");
    }
    return year.signatories()
        .opening(call.useCase(), call.at())
        .flatMap(opening -> {
          if (opening.closed()) {
            return Optional.of("use_case_closed");
          }
          return opening
              .share()
              .map(share -> new BigDecimal(share).movePointRight(3).intValueExact())
              .filter(
                  thousandths -> Thousandth.ofEligible(call.useCase(), call.user()) >= thousandths)
              .map(_ -> "not_in_rollout");
        });
  }

  @Test
  void stagesAreThoseThatTwoPeopleSigned() {
    Map<String, String> stages = new TreeMap<>();
    Venture.ALL.forEach(each -> stages.put(each.id(), "poc"));
    stages.putAll(
        Map.of(
            "claims",
            "production",
            "triage",
            "production",
            "invoices",
            "beta",
            "contracts",
            "beta",
            ScriptedYear.SUNSET,
            "sunset"));
    for (Venture venture : Venture.ALL) {
      JsonNode definition = year.get("use-cases/" + venture.id());
      assertThat(definition.findValue("stage").asText())
          .as(venture.id())
          .isEqualTo(stages.get(venture.id()));
      assertThat(definition.findValue("audience").asText())
          .as(venture.id())
          .isEqualTo(venture.id().equals("claims") ? "customer" : "internal");
    }
    JsonNode promotions = year.get("promotions").path("promotions");
    assertThat(promotions.findValuesAsText("state"))
        .containsOnly("carried_out", "rolled_back")
        .hasSize(12);
  }

  @Test
  void outcomesAreThoseThatWereToldAndNotTakenBack() {
    Instant now = year.gateway().now();
    for (YearMonth month : LivedYear.MONTHS) {
      Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      for (Venture venture : Venture.ALL) {
        JsonNode summary = year.get("outcomes/%s/summary?month=%s".formatted(venture.id(), month));
        sameSum(
            summary.path("now"),
            books.outcomes(venture, month, now),
            LivedYear.at(month, venture.id()));
        LivedYear.same(
            summary.at("/counted/usd"),
            books.outcomes(venture, month, now).counted(),
            LivedYear.at(month, venture.id()) + ", counted");
        sameSum(
            summary.path("at_months_end"),
            books.outcomes(venture, month, end.minusNanos(1)),
            LivedYear.at(month, venture.id()) + " at its end");
        BigDecimal restated =
            StreamSupport.stream(summary.path("restatements").spliterator(), false)
                .map(line -> new BigDecimal(line.path("stated_usd").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(restated)
            .as(LivedYear.at(month, venture.id()))
            .isEqualByComparingTo(
                books
                    .outcomes(venture, month, now)
                    .stated()
                    .subtract(books.outcomes(venture, month, end.minusNanos(1)).stated()));
      }
    }
  }

  private static void sameSum(JsonNode told, OwnBooks.Sum own, String what) {
    LivedYear.same(told.path("outcomes"), BigDecimal.valueOf(own.outcomes()), what);
    LivedYear.same(told.path("successes"), BigDecimal.valueOf(own.successes()), what);
    LivedYear.same(told.path("successful_shares"), own.shares(), what);
    LivedYear.same(told.path("stated_usd"), own.stated(), what);
    LivedYear.same(told.path("claimable_usd"), own.claimable(), what);
  }

  @Test
  void everyPoolIsBorneToTheCent() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode allocated = year.get("allocations?month=" + month);
      SortedMap<String, SortedMap<String, Long>> told = new TreeMap<>();
      for (JsonNode line : allocated.path("lines")) {
        long cents =
            new BigDecimal(line.path("amount_usd").asText()).movePointRight(2).longValueExact();
        told.computeIfAbsent(line.path("pool").asText(), _ -> new TreeMap<>())
            .merge(line.path("use_case").asText("nobody"), cents, Long::sum);
      }
      told.values().forEach(shares -> shares.values().removeIf(cents -> cents == 0));
      SortedMap<String, SortedMap<String, Long>> own = pools.borne(month);
      own.values().forEach(shares -> shares.values().removeIf(cents -> cents == 0));
      assertThat(told).as(LivedYear.at(month, "pools")).isEqualTo(own);
      SortedMap<String, Long> sums = new TreeMap<>();
      told.forEach((pool, shares) ->
          sums.put(pool, shares.values().stream().mapToLong(Long::longValue).sum()));
      assertThat(sums).as(LivedYear.at(month, "pools")).isEqualTo(OwnPools.due(month));
    }
  }

  @Test
  void theLoadedCostIsLedgerAndPools() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode list = year.get("unit-costs?month=" + month);
      for (Venture venture : Venture.ALL) {
        String what = LivedYear.at(month, venture.id());
        Optional<JsonNode> line = LivedYear.of(list.path("use_cases"), "/use_case", venture.id());
        BigDecimal ledger = books.cost(venture.id(), month);
        BigDecimal borne = pools.of(venture.id(), month);
        if (line.isEmpty()) {
          assertThat(ledger.add(borne)).as(what).isZero();
          continue;
        }
        LivedYear.same(line.get().path("ledger_usd"), ledger, what);
        LivedYear.same(line.get().path("pools_usd"), borne, what);
        LivedYear.same(line.get().path("loaded_usd"), ledger.add(borne), what);
        BigDecimal loaded = ledger.add(borne);
        long calls = books.answered(venture.id(), month);
        each(line.get(), "loaded_per_call_usd", loaded, BigDecimal.valueOf(calls), what);
        long users = books.users(venture.id(), month);
        each(line.get(), "loaded_per_user_usd", loaded, BigDecimal.valueOf(users), what);
      }
    }
  }

  @Test
  void anOutcomeCostsTheLoadedCostOverThoseThatSucceeded() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode list = year.get("unit-costs?month=" + month);
      for (Venture venture : Venture.ALL) {
        OwnBooks.Sum sum = books.outcomes(venture, month, year.gateway().now());
        if (sum.successes() > 0) {
          JsonNode line = LivedYear.the(list.path("use_cases"), "/use_case", venture.id());
          BigDecimal loaded = books.cost(venture.id(), month).add(pools.of(venture.id(), month));
          LivedYear.same(line.path("outcomes"), sum.shares(), LivedYear.at(month, venture.id()));
          each(
              line,
              "loaded_per_outcome_usd",
              loaded,
              sum.shares(),
              LivedYear.at(month, venture.id()));
        }
      }
    }
  }

  private static void each(
      JsonNode line, String field, BigDecimal usd, BigDecimal of, String what) {
    if (of.signum() == 0) {
      assertThat(line.hasNonNull(field)).as(what).isFalse();
      return;
    }
    LivedYear.same(line.path(field), usd.divide(of, 12, RoundingMode.HALF_EVEN), what);
  }

  @Test
  void adoptionIsWhoOfTheRosterCalled() {
    for (YearMonth month : LivedYear.MONTHS) {
      for (Venture venture : Venture.ALL) {
        JsonNode page = year.get("use-cases/%s/adoption?month=%s".formatted(venture.id(), month));
        LivedYear.same(
            page.path("eligible"),
            BigDecimal.valueOf(venture.users()),
            LivedYear.at(month, venture.id()));
        LivedYear.same(
            page.path("monthly_active"),
            BigDecimal.valueOf(books.users(venture.id(), month)),
            LivedYear.at(month, venture.id()));
        LivedYear.same(
            page.path("activated"),
            BigDecimal.valueOf(books.activated(venture.id(), month, 2, 31)),
            LivedYear.at(month, venture.id()));
      }
    }
  }

  @Test
  void aMarginIsWhatCountsLessTheLoadedCost() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode margins = year.get("margins?month=" + month);
      BigDecimal all = BigDecimal.ZERO;
      for (JsonNode line : margins.path("use_cases")) {
        Venture venture = ScriptedYear.venture(line.path("use_case").asText());
        String what = LivedYear.at(month, venture.id());
        BigDecimal loaded = books.cost(venture.id(), month).add(pools.of(venture.id(), month));
        OwnBooks.Sum sum = books.outcomes(venture, month, year.gateway().now());
        LivedYear.same(line.path("loaded_usd"), loaded, what);
        if (line.hasNonNull("margin_usd")) {
          BigDecimal margin = sum.counted().subtract(loaded);
          LivedYear.same(line.path("stated_usd"), sum.stated(), what);
          LivedYear.same(line.path("counted_usd"), sum.counted(), what);
          LivedYear.same(line.path("margin_usd"), margin, what);
          each(line, "margin_per_outcome_usd", margin, sum.shares(), what);
        } else {
          assertThat(sum.outcomes()).as(what).isZero();
        }
        all = all.add(sum.counted()).subtract(loaded);
      }
      LivedYear.same(margins.at("/total/margin_usd"), all, LivedYear.at(month, "all"));
      assertThat(margins.path("use_cases").size())
          .as(month.toString())
          .isGreaterThan(Venture.ALL.size() - 2);
    }
  }
}
