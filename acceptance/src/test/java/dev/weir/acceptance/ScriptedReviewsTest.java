package dev.weir.acceptance;

import static java.math.RoundingMode.HALF_EVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// The twelve reviews of the scripted year: what was frozen in each is added up again, what they
/// recommended is held against what use cases brought, and what was decided was done.
@Tag("slow")
@Timeout(600)
@ExtendWith(LivedYear.class)
final class ScriptedReviewsTest {
  /// Of the quarter that a recommendation looks back on.
  private static final int MONTHS_LOOKED_AT = 3;

  private final ScriptedYear year;
  private final OwnBooks books;
  private final OwnPools pools;

  ScriptedReviewsTest(ScriptedYear year) {
    this.year = year;
    books = year.books();
    pools = new OwnPools(books);
  }

  private BigDecimal loaded(Venture venture, YearMonth month) {
    return books.cost(venture.id(), month).add(pools.of(venture.id(), month));
  }

  @Test
  void aHeldReviewHasWhatWasKnownOnItsDay() {
    assertThat(year.get("reviews").path("reviews")).hasSize(LivedYear.MONTHS.size());
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode review = year.get("reviews/" + month);
      assertThat(review.path("intact").asBoolean()).isTrue();
      assertThat(Instant.parse(review.path("held_at").asText()))
          .isEqualTo(year.board().heldAt(month));
      for (Venture venture : Venture.ALL) {
        if (books.answered(venture.id(), month) > 0) {
          JsonNode cost =
              LivedYear.the(review.path("pack").path("cost"), "/use_case", venture.id());
          LivedYear.same(
              cost.path("cost_usd"),
              books.cost(venture.id(), month),
              LivedYear.at(month, venture.id()));
          LivedYear.same(
              cost.path("calls"),
              BigDecimal.valueOf(books.answered(venture.id(), month)),
              LivedYear.at(month, venture.id()));
        }
      }
    }
  }

  @Test
  void aHeldReviewHasTokensCachesAndModels() {
    Set<Integer> models = new HashSet<>();
    BigDecimal cached = BigDecimal.ZERO;
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode pack = year.get("reviews/" + month).path("pack");
      for (Venture venture : Venture.ALL) {
        long calls = books.answered(venture.id(), month);
        if (calls > 0) {
          String what = LivedYear.at(month, venture.id());
          OwnBooks.Tokens tokens = books.tokens(venture.id(), month);
          JsonNode cost = LivedYear.the(pack.path("cost"), "/use_case", venture.id());
          LivedYear.same(cost.path("cache_share"), share(tokens.cached(), tokens.input()), what);
          LivedYear.same(cost.path("input_tokens_per_call"), share(tokens.input(), calls), what);
          sameRoutes(pack.path("routing"), venture, month, calls);
          models.add(books.served(venture.id(), month).size());
          cached = cached.max(share(tokens.cached(), tokens.input()));
        }
      }
    }
    assertThat(models).as("models that a use case was answered by").contains(2);
    assertThat(cached).as("the most that a provider had cached").isPositive();
  }

  private void sameRoutes(JsonNode routing, Venture venture, YearMonth month, long calls) {
    Map<String, List<BookRow>> served = books.served(venture.id(), month);
    List<JsonNode> routes =
        routing
            .valueStream()
            .filter(route -> route.path("use_case").asText().equals(venture.id()))
            .toList();
    assertThat(routes.stream().map(route -> route.path("model").asText()))
        .as(LivedYear.at(month, venture.id()))
        .containsExactlyInAnyOrderElementsOf(served.keySet());
    for (JsonNode route : routes) {
      String model = route.path("model").asText();
      String what = LivedYear.at(month, venture.id() + " by " + model);
      List<BookRow> rows = served.getOrDefault(model, List.of());
      BigDecimal usd = books.cost(rows);
      long tokens = rows.stream().mapToLong(row -> row.input() + row.output()).sum();
      LivedYear.same(route.path("calls"), BigDecimal.valueOf(rows.size()), what);
      LivedYear.same(route.path("call_share"), share(rows.size(), calls), what);
      LivedYear.same(route.path("cost_usd"), usd, what);
      LivedYear.same(
          route.path("usd_per_million"),
          usd.movePointRight(6).divide(BigDecimal.valueOf(tokens), 6, HALF_EVEN),
          what);
    }
  }

  private static BigDecimal share(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), 6, HALF_EVEN);
  }

  @Test
  void aHeldReviewHasLoadedCostsAndOutcomes() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode pack = year.get("reviews/" + month).path("pack");
      for (Venture venture : Venture.ALL) {
        String what = LivedYear.at(month, venture.id());
        OwnBooks.Sum sum = books.outcomes(venture, month, year.board().heldAt(month));
        if (books.answered(venture.id(), month) > 0) {
          BigDecimal loaded = books.cost(venture.id(), month).add(pools.of(venture.id(), month));
          LivedYear.same(
              LivedYear.the(pack.path("cost"), "/use_case", venture.id()).path("loaded_usd"),
              loaded,
              what);
          JsonNode outcomes = LivedYear.the(pack.path("outcomes"), "/use_case", venture.id());
          LivedYear.same(outcomes.path("outcomes"), sum.shares(), what);
          if (sum.successes() > 0) {
            LivedYear.same(outcomes.path("value_usd"), sum.stated(), what);
            BigDecimal each = loaded.divide(sum.shares(), 6, HALF_EVEN);
            LivedYear.same(outcomes.path("usd_per_outcome"), each, what);
          }
        }
      }
    }
  }

  @Test
  void whatWasLearntLaterRestatesTheReviewAndChangesNothingInIt() {
    List<String> restated = new ArrayList<>();
    for (YearMonth month : LivedYear.MONTHS) {
      for (JsonNode line :
          year.get("reviews/%s/restatements".formatted(month)).path("restatements")) {
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
  void whatWasPromisedStandsBesideWhatCameOfIt() {
    for (YearMonth month : LivedYear.MONTHS) {
      JsonNode savings = year.get("reviews/" + month).path("pack").path("savings");
      for (Venture venture : Venture.ALL) {
        OwnBooks.Sum sum = books.outcomes(venture, month, year.board().heldAt(month));
        for (JsonNode line : savings) {
          if (line.path("use_case").asText().equals(venture.id())) {
            boolean stated = line.path("what").asText().endsWith("as stated");
            String what = LivedYear.at(month, venture.id() + ", " + line.path("what").asText());
            LivedYear.same(line.path("promised_usd"), venture.value().movePointRight(1), what);
            LivedYear.same(line.path("realised_usd"), stated ? sum.stated() : sum.counted(), what);
          }
        }
      }
      assertThat(savings.findValuesAsText("use_case"))
          .as(month.toString())
          .contains("claims", "triage");
    }
  }

  @Test
  void theBridgeLeadsFromOneMonthsUnitCostToTheNext() {
    int bridges = 0;
    for (YearMonth month : LivedYear.MONTHS.subList(1, LivedYear.MONTHS.size())) {
      JsonNode bridge = year.get("reviews/" + month).path("pack").path("bridge");
      for (Venture venture : Venture.ALL) {
        List<BigDecimal> effects = new ArrayList<>();
        for (JsonNode line : bridge) {
          if (line.path("use_case").asText().equals(venture.id())) {
            effects.add(new BigDecimal(line.path("usd_per_outcome").asText()));
          }
        }
        if (!effects.isEmpty()) {
          bridges++;
          assertThat(effects.stream().reduce(BigDecimal.ZERO, BigDecimal::add))
              .as(LivedYear.at(month, venture.id()))
              .isCloseTo(
                  unitCost(venture, month).subtract(unitCost(venture, month.minusMonths(1))),
                  within(new BigDecimal("0.00001")));
        }
      }
    }
    assertThat(bridges).isGreaterThan(50);
  }

  /// As it was known when the later of two months was reviewed; nothing late came between.
  private BigDecimal unitCost(Venture venture, YearMonth month) {
    YearMonth reviewed = month.isBefore(LivedYear.MONTHS.getLast()) ? month.plusMonths(1) : month;
    OwnBooks.Sum sum = books.outcomes(venture, month, year.board().heldAt(reviewed));
    return loaded(venture, month).divide(sum.shares(), 12, HALF_EVEN);
  }

  @Test
  void nothingThatLosesIsToldToGrowAndNothingThatGainsToEnd() {
    Map<String, Integer> answered = new TreeMap<>();
    for (YearMonth month : LivedYear.MONTHS.subList(MONTHS_LOOKED_AT, LivedYear.MONTHS.size())) {
      JsonNode advices = year.get("reviews/" + month).path("pack").path("recommendations");
      for (Venture venture : Venture.ALL) {
        JsonNode advice = LivedYear.the(advices, "/use_case", venture.id());
        String said = advice.path("recommendation").asText();
        String what = LivedYear.at(month, venture.id() + " " + advice);
        if (!said.equals("not_enough_evidence")) {
          answered.merge(said, 1, Integer::sum);
          assertThat(gain(venture, month, said).signum()).as(what).isPositive();
        }
      }
    }
    System.out.printf("recommendations answered: %s%n", answered);
    answered.remove("optimise");
    assertThat(answered.values().stream().mapToInt(Integer::intValue).sum())
        .as("besides those to optimise, of which money says nothing")
        .isGreaterThan(40);
  }

  /// What is true of the quarter up to a month, turned round for those that end something: value
  /// that counts less loaded cost to grow, loaded cost less stated value to end.
  private BigDecimal gain(Venture venture, YearMonth last, String said) {
    BigDecimal counted = BigDecimal.ZERO;
    BigDecimal stated = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    for (int back = 0; back < MONTHS_LOOKED_AT; back++) {
      YearMonth month = last.minusMonths(back);
      OwnBooks.Sum sum = books.outcomes(venture, month, year.board().heldAt(last));
      counted = counted.add(sum.counted());
      stated = stated.add(sum.stated());
      cost = cost.add(loaded(venture, month));
    }
    return switch (said) {
      case "scale", "continue" -> counted.subtract(cost);
      case "pull_back", "sunset" -> cost.subtract(stated);
      case "optimise" -> BigDecimal.ONE;
      default -> throw new IllegalArgumentException("no recommendation " + said);
    };
  }

  @Test
  void whatWasDecidedWasDoneAndChangedTheRuleItNames() {
    JsonNode list = year.get("reviews/decisions");
    assertThat(list.path("decisions")).hasSameSizeAs(year.board().decided());
    YearMonth last = LivedYear.MONTHS.getLast();
    for (JsonNode line : list.path("decisions")) {
      if (!line.path("month").asText().equals(last.toString())) {
        assertThat(line.path("standing").asText()).as(line.toString()).isEqualTo("done");
        assertThat(line.path("changed_rule").asBoolean())
            .as(line.toString())
            .isEqualTo(line.hasNonNull("change"));
      }
    }
    assertThat(year.board().decided().stream().map(Board.Decided::decision).distinct())
        .as("what reviews of a year decided")
        .isSubsetOf(Set.of("scale", "continue", "optimise", "pull_back", "sunset"))
        .isNotEmpty();
  }
}
