package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/// After a year of a company, lived through the real process on a driven clock: every total is
/// added up again from what was sent, told and served, and is the API's to the last digit.
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ScriptedYearTest {
  private static final long SEED = Long.getLong("weir.seed", 20_261_206L);
  private static final List<YearMonth> MONTHS =
      IntStream.rangeClosed(1, 12).mapToObj(i -> YearMonth.of(ScriptedYear.YEAR, i)).toList();

  private final ScriptedYear year = new ScriptedYear(SEED);
  private final OwnBooks books = year.books();
  private final OwnPools pools = new OwnPools(books);

  @BeforeAll
  void live() {
    long begun = System.nanoTime();
    try {
      year.live();
    } finally {
      System.out.printf(
          "seed %d: %d calls, %d refused, in %d s%n",
          SEED,
          books.sent(_ -> true).size(),
          books.sent(call -> call.refused().isPresent()).size(),
          (System.nanoTime() - begun) / 1_000_000_000L);
    }
  }

  @AfterAll
  void close() {
    year.close();
  }

  private JsonNode get(String path) {
    Web.Answer answer =
        Await.value(
            Stage.LEDGER_FOLLOWS_WITHIN,
            path + " is of the whole ledger",
            () -> year.control().send("GET", path, ""),
            each -> each.header("x-weir-incomplete").isEmpty());
    assertThat(answer.status()).as(path + " " + answer.text()).isEqualTo(200);
    return answer.json();
  }

  private static String at(YearMonth month, Object of) {
    return "seed %d, %s of %s".formatted(SEED, of, month);
  }

  private static void same(JsonNode told, BigDecimal own, String what) {
    assertThat(told.isMissingNode() || told.isNull()).as("%s: no figure", what).isFalse();
    assertThat(new BigDecimal(told.asText())).as(what).isEqualByComparingTo(own);
  }

  private static Optional<JsonNode> of(JsonNode list, String field, String value) {
    return StreamSupport.stream(list.spliterator(), false)
        .filter(each -> each.at(field).asText().equals(value))
        .findFirst();
  }

  private static JsonNode the(JsonNode list, String field, String value) {
    return of(list, field, value)
        .orElseThrow(() -> new AssertionError("no %s '%s' in %s".formatted(field, value, list)));
  }

  @Test
  void theLedgerIsWhatTheProviderServed() {
    for (YearMonth month : MONTHS) {
      JsonNode rows =
          get("report?by=use_case&format=json&from=%s&to=%s"
                  .formatted(month.atDay(1), month.plusMonths(1).atDay(1)))
              .path("rows");
      for (Venture venture : Venture.ALL) {
        JsonNode row = the(rows, "/group/use_case", venture.id());
        String what = at(month, venture.id());
        same(row.path("calls"), BigDecimal.valueOf(books.answered(venture.id(), month)), what);
        same(row.path("refusals"), BigDecimal.valueOf(books.refused(venture.id(), month)), what);
        same(row.path("cost_usd"), books.cost(venture.id(), month), what);
      }
      assertThat(rows).hasSize(Venture.ALL.size());
    }
  }

  @Test
  void aRefusedCallIsOneThatTheRollOutShutOut() {
    for (OwnBooks.Sent call : books.sent(_ -> true)) {
      assertThat(call.refused()).as("seed %d, %s", SEED, call).isEqualTo(expectedRefusal(call));
    }
    for (String open : List.of("contracts", "translation")) {
      assertThat(books.sent(call -> call.useCase().equals(open) && call.refused().isPresent()))
          .isEmpty();
    }
    assertThat(books.sent(call -> call.refused().equals(Optional.of("not_in_rollout"))))
        .isNotEmpty();
    assertThat(books.sent(call -> call.refused().equals(Optional.of("use_case_closed"))))
        .allMatch(call -> call.useCase().equals("voice"))
        .isNotEmpty();
  }

  private Optional<String> expectedRefusal(OwnBooks.Sent call) {
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
            "claims", "production", "triage", "production", "invoices", "beta", "voice", "beta"));
    for (Venture venture : Venture.ALL) {
      assertThat(get("use-cases/" + venture.id()).findValue("stage").asText())
          .as(venture.id())
          .isEqualTo(stages.get(venture.id()));
    }
    JsonNode promotions = get("promotions").path("promotions");
    assertThat(promotions.findValuesAsText("state"))
        .containsOnly("carried_out", "rolled_back")
        .hasSize(9);
  }

  @Test
  void outcomesAreThoseThatWereToldAndNotTakenBack() {
    Instant now = year.gateway().now();
    for (YearMonth month : MONTHS) {
      Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      for (Venture venture : Venture.ALL) {
        JsonNode summary = get("outcomes/%s/summary?month=%s".formatted(venture.id(), month));
        sameSum(summary.path("now"), books.outcomes(venture, month, now), at(month, venture.id()));
        sameSum(
            summary.path("at_months_end"),
            books.outcomes(venture, month, end.minusNanos(1)),
            at(month, venture.id()) + " at its end");
        BigDecimal restated =
            StreamSupport.stream(summary.path("restatements").spliterator(), false)
                .map(line -> new BigDecimal(line.path("stated_usd").asText()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(restated)
            .as(at(month, venture.id()))
            .isEqualByComparingTo(
                books
                    .outcomes(venture, month, now)
                    .stated()
                    .subtract(books.outcomes(venture, month, end.minusNanos(1)).stated()));
      }
    }
  }

  private static void sameSum(JsonNode told, OwnBooks.Sum own, String what) {
    same(told.path("outcomes"), BigDecimal.valueOf(own.outcomes()), what);
    same(told.path("successes"), BigDecimal.valueOf(own.successes()), what);
    same(told.path("stated_usd"), own.stated(), what);
    same(told.path("claimable_usd"), own.claimable(), what);
  }

  @Test
  void everyPoolIsBorneToTheCent() {
    for (YearMonth month : MONTHS) {
      JsonNode allocated = get("allocations?month=" + month);
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
      assertThat(told).as(at(month, "pools")).isEqualTo(own);
      SortedMap<String, Long> sums = new TreeMap<>();
      told.forEach((pool, shares) ->
          sums.put(pool, shares.values().stream().mapToLong(Long::longValue).sum()));
      assertThat(sums).as(at(month, "pools")).isEqualTo(OwnPools.due(month));
    }
  }

  @Test
  void theLoadedCostIsLedgerAndPools() {
    for (YearMonth month : MONTHS) {
      JsonNode list = get("unit-costs?month=" + month);
      for (Venture venture : Venture.ALL) {
        String what = at(month, venture.id());
        Optional<JsonNode> line = of(list.path("use_cases"), "/use_case", venture.id());
        BigDecimal ledger = books.cost(venture.id(), month);
        BigDecimal borne = pools.of(venture.id(), month);
        if (line.isEmpty()) {
          assertThat(ledger.add(borne)).as(what).isZero();
          continue;
        }
        same(line.get().path("ledger_usd"), ledger, what);
        same(line.get().path("pools_usd"), borne, what);
        same(line.get().path("loaded_usd"), ledger.add(borne), what);
        BigDecimal loaded = ledger.add(borne);
        long calls = books.answered(venture.id(), month);
        each(line.get(), "loaded_per_call_usd", loaded, calls, what);
        long users = books.users(venture.id(), month);
        each(line.get(), "loaded_per_user_usd", loaded, users, what);
      }
    }
  }

  @Test
  void anOutcomeCostsTheLoadedCostOverThoseThatSucceeded() {
    for (YearMonth month : MONTHS) {
      JsonNode list = get("unit-costs?month=" + month);
      for (Venture venture : Venture.ALL) {
        OwnBooks.Sum sum = books.outcomes(venture, month, year.gateway().now());
        if (sum.successes() > 0) {
          JsonNode line = the(list.path("use_cases"), "/use_case", venture.id());
          BigDecimal loaded = books.cost(venture.id(), month).add(pools.of(venture.id(), month));
          same(line.path("outcomes"), BigDecimal.valueOf(sum.successes()), at(month, venture.id()));
          each(line, "loaded_per_outcome_usd", loaded, sum.successes(), at(month, venture.id()));
        }
      }
    }
  }

  private static void each(JsonNode line, String field, BigDecimal usd, long of, String what) {
    if (of == 0) {
      assertThat(line.hasNonNull(field)).as(what).isFalse();
      return;
    }
    same(line.path(field), usd.divide(BigDecimal.valueOf(of), 12, RoundingMode.HALF_EVEN), what);
  }

  @Test
  void aHeldReviewHasWhatWasKnownOnItsDay() {
    assertThat(get("reviews").path("reviews")).hasSize(MONTHS.size());
    for (YearMonth month : MONTHS) {
      JsonNode review = get("reviews/" + month);
      assertThat(review.path("intact").asBoolean()).isTrue();
      assertThat(Instant.parse(review.path("held_at").asText())).isEqualTo(year.heldAt(month));
      for (Venture venture : Venture.ALL) {
        if (books.answered(venture.id(), month) > 0) {
          JsonNode cost = the(review.path("pack").path("cost"), "/use_case", venture.id());
          same(cost.path("cost_usd"), books.cost(venture.id(), month), at(month, venture.id()));
          same(
              cost.path("calls"),
              BigDecimal.valueOf(books.answered(venture.id(), month)),
              at(month, venture.id()));
        }
      }
    }
  }

  @Test
  void aHeldReviewHasLoadedCostsAndOutcomes() {
    for (YearMonth month : MONTHS) {
      JsonNode pack = get("reviews/" + month).path("pack");
      for (Venture venture : Venture.ALL) {
        String what = at(month, venture.id());
        OwnBooks.Sum sum = books.outcomes(venture, month, year.heldAt(month));
        if (books.answered(venture.id(), month) > 0) {
          BigDecimal loaded = books.cost(venture.id(), month).add(pools.of(venture.id(), month));
          same(the(pack.path("cost"), "/use_case", venture.id()).path("loaded_usd"), loaded, what);
          JsonNode outcomes = the(pack.path("outcomes"), "/use_case", venture.id());
          same(outcomes.path("outcomes"), BigDecimal.valueOf(sum.successes()), what);
        }
      }
    }
  }

  @Test
  void whatWasLearntLaterRestatesTheReviewAndChangesNothingInIt() {
    List<String> restated = new ArrayList<>();
    for (YearMonth month : MONTHS) {
      for (JsonNode line : get("reviews/%s/restatements".formatted(month)).path("restatements")) {
        if (line.path("table").asText().equals("outcomes")
            && line.path("figure").asText().equals("outcomes")) {
          String of = line.path("of").asText();
          restated.add("%s %s %s".formatted(month, of, line.path("difference").asText()));
        }
      }
    }
    assertThat(restated).containsExactly("2026-02 triage 3", "2026-05 claims -2");
  }

  @Test
  void adoptionIsWhoOfTheRosterCalled() {
    for (YearMonth month : MONTHS) {
      for (Venture venture : Venture.ALL) {
        JsonNode page = get("use-cases/%s/adoption?month=%s".formatted(venture.id(), month));
        same(page.path("eligible"), BigDecimal.valueOf(venture.users()), at(month, venture.id()));
        same(
            page.path("monthly_active"),
            BigDecimal.valueOf(books.users(venture.id(), month)),
            at(month, venture.id()));
      }
    }
  }
}
