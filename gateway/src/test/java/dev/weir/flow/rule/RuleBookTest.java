package dev.weir.flow.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Scene;
import dev.weir.flow.window.Period;
import dev.weir.flow.window.Window;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RuleBookTest {
  private static final Instant NOW = Scene.NOW;

  private static Budget richBudget() {
    return new Budget(
        "support-month",
        "Support",
        "finops@example.org",
        Scope.where(
                Condition.in("use_case", "triage", "answers"),
                Condition.present("department"),
                Condition.absent("pilot"))
            .per("user"),
        Window.parse("month Europe/Berlin"),
        Amount.usd(new BigDecimal("12000000.000000000001")),
        new Budget.Terms(
            List.of(Share.of("0.9"), Share.of("0.7")),
            Share.of("10"),
            List.of(
                new Budget.Rung.Substitute(Share.of("0.95"), "small"),
                new Budget.Rung.Shorten(Share.of("0.8"), 512)),
            Optional.of(Amount.usd(Money.usd("0.25")))),
        Rule.Mode.SHADOW,
        Period.between(NOW, NOW.plusSeconds(10)));
  }

  private static RuleBook richBook() {
    return RuleBook.of(
        List.of(richBudget(), Scene.budget("all", 5)),
        List.of(
            Scene.limit("rpm", Measure.REQUESTS, "rolling 1m", 60),
            Scene.limit("usd", Measure.MONEY, "day UTC", 1_500_000_000_000L),
            Scene.limit("at-once", Measure.CONCURRENT, "total", 4)),
        List.of(
            new Raise(
                "support-month",
                "anna",
                Amount.usd(Total.of(7)),
                "cfo",
                "launch",
                NOW,
                NOW.plusSeconds(9))),
        OutputFloors.USUAL.with("triage", 64),
        RuleBook.Unpriced.ALLOW);
  }

  @Test
  void readsBackWhatItWrites() {
    RuleBook book = richBook();
    RuleBook back = RuleBook.parse(book.json());

    assertThat(back.budgets()).isEqualTo(book.budgets());
    assertThat(back.limits()).isEqualTo(book.limits());
    assertThat(back.raises()).isEqualTo(book.raises());
    assertThat(back.floors()).isEqualTo(book.floors());
    assertThat(back.unpriced()).isEqualTo(book.unpriced());
    assertThat(back.json()).isEqualTo(book.json());
    assertThat(back.version()).isEqualTo(book.version());
    assertThat(Budget.parse(richBudget().json())).isEqualTo(richBudget());
  }

  @Test
  void writesAmountsAndSharesAsPlainDecimals() {
    assertThat(richBudget().json())
        .contains("\"limit_usd\":\"12000000.000000000001\"")
        .contains("\"stop_at\":10,")
        .contains("\"alert_at\":[0.7,0.9]")
        .contains("\"allowance_usd\":\"0.25\"");
  }

  @Test
  void isTheSameVersionInAnyOrderOfRulesAndAnotherOneForAnyChange() {
    Budget a = Scene.budget("a", 1);
    Budget b = Scene.budget("b", 1);

    assertThat(RuleBook.of(List.of(a, b), List.of()).version())
        .isEqualTo(RuleBook.of(List.of(b, a), List.of()).version())
        .isNotEqualTo(RuleBook.of(List.of(a, Scene.budget("b", 2)), List.of()).version());
  }

  @Test
  void givesABudgetTheUsualTerms() {
    Budget budget = Budget.parse("{\"id\":\"b\",\"window\":\"month UTC\",\"limit_usd\":100}");

    assertThat(budget)
        .isEqualTo(
            Budget.of("b", Scope.EVERY_CALL, Scene.MONTH, Total.usd(BigDecimal.valueOf(100))));
    assertThat(budget.terms().alerts()).containsExactly(Share.of("0.7"));
    assertThat(budget.terms().stop()).isEqualTo(Share.of("1.1"));
    assertThat(RuleBook.parse("{}").version()).isEqualTo(RuleBook.EMPTY.version());
    assertThat(RuleBook.EMPTY.floors().of("any")).isEqualTo(256);
    assertThat(RuleBook.EMPTY.unpriced()).isEqualTo(RuleBook.Unpriced.REFUSE);
  }

  /// Guards D19: what is accepted is enforced.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'budgets':[{'id':'b','window':'month UTC','limit_usd':1,'limt':2}]}|budget 'b': unknown"
            + " field 'limt'",
        "{'budget':[]}|unknown field 'budget'",
        "{'budgets':[{'window':'month UTC','limit_usd':1}]}|field 'id' is missing",
        "{'budgets':[{'id':'b','limit_usd':1}]}|field 'window' is missing",
        "{'budgets':[{'id':'b','window':'month','limit_usd':1}]}|budget 'b': field 'window'",
        "{'budgets':[{'id':'b','window':'total','limit_usd':'x'}]}|field 'limit_usd' must be a"
            + " decimal",
        "{'budgets':[{'id':'b','window':'total','limit_usd':-1}]}|budget b: limit is never negative",
        "{'budgets':[{'id':'b','window':'total','limit_usd':'1e-13'}]}|field 'limit_usd' cannot be"
            + " used",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'stop_at':1.1001}]}|field 'stop_at'",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'alert_at':[2]}]}|budget b: alert_at"
            + " (0.7 if not said) is at most stop_at, which is 110 % of the limit, was 200 %",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'stop_at':0.5}]}|which is 50 % of the"
            + " limit, was 70 %",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'ladder':[{'at':2,'max_tokens':9}]}]}|"
            + "budget b: a rung of the ladder is at most stop_at",
        "{'budgets':[{'id':'b','window':'total','limit_usd':'1e-13'}]}|at most twelve decimals",
        "{'budgets':[{'id':'b','window':'total','limit_usd':'1e400'}]}|18 digits before them",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'mode':'warn'}]}|field 'mode' must be"
            + " one of [enforce, shadow]",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'ladder':[{'at':1}]}]}|ladder[0]",
        "{'budgets':[{'id':'b','window':'total','limit_usd':1,'where':[{'tag':'x','is':'y'}]}]}|where",
        "{'budgets':[{'id':'b b','window':'total','limit_usd':1}]}|budget id 'b b'",
        "{'budgets':[{'id':'b','id':'c','window':'total','limit_usd':1}]}|Duplicate field 'id'",
        "{'limits':[{'id':'l','measure':'requests','window':'total','max':1.5}]}|whole number",
        "{'limits':[{'id':'l','measure':'concurrent','window':'hour UTC','max':1}]}|has no window",
        "{'raises':[{'budget':'b','extra_usd':1,'who':'w','why':'y','from':'2026-01-01T00:00:00Z',"
            + "'until':'2026-01-02T00:00:00Z'}]}|names the budget 'b', which is not there",
        "{'raises':[{'budget':'b','extra_usd':1,'who':'w','why':' ','from':'2026-01-01T00:00:00Z',"
            + "'until':'2026-01-02T00:00:00Z'}]}|says who and why",
        "{'raises':[{'budget':'b','extra_usd':1,'who':'w','why':'y','from':'now'}]}|field 'from'",
        "{'output_floors':{'usual':0}}|at least 1 token",
        "{'unpriced':'maybe'}|must be one of [refuse, allow]",
        "[]|must be a JSON object",
        "{} {}|no valid JSON",
      })
  void saysWhatIsWrong(String json, String reason) {
    assertThatThrownBy(() -> RuleBook.parse(json.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesTwoRulesOfOneId() {
    assertThatThrownBy(() ->
            RuleBook.of(
                List.of(Scene.budget("x", 1)),
                List.of(Scene.limit("x", Measure.REQUESTS, "total", 1))))
        .hasMessageContaining("two rules have the id 'x'");
  }

  @Test
  void countsEachValueOfATagApartAndLeavesCallsWithoutTheTagAlone() {
    Budget perUser = Budget.of("b", Scope.EVERY_CALL.per("user"), Scene.MONTH, Total.of(1));
    RuleBook book = RuleBook.of(List.of(perUser), List.of());

    assertThat(book.matching(Tags.of(Map.of("user", "anna")), NOW))
        .containsExactly(new Match(perUser, "anna"));
    assertThat(book.matching(Tags.of(Map.of("team", "red")), NOW)).isEmpty();
  }

  @Test
  void matchesOnlyInItsPeriod() {
    Budget budget = Scene.budget("b", 1).with(Period.between(NOW, NOW.plusSeconds(1)));
    RuleBook book = RuleBook.of(List.of(budget), List.of());

    assertThat(book.matching(Tags.NONE, NOW.minusNanos(1))).isEmpty();
    assertThat(book.matching(Tags.NONE, NOW)).hasSize(1);
    assertThat(book.matching(Tags.NONE, NOW.plusSeconds(1))).isEmpty();
  }

  @Test
  void findsExactlyTheRulesThatALookAtEachRuleFinds() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<Budget> budgets = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        budgets.add(Budget.of("b" + i, randomScope(random), Scene.MONTH, Total.of(1)));
      }
      Collections.shuffle(budgets, random);
      RuleBook book = RuleBook.of(budgets, List.of());
      for (int i = 0; i < 100; i++) {
        Tags tags = randomTags(random);
        assertThat(book.matching(tags, NOW).stream().map(Match::rule).toList())
            .as("tags %s, seed %d", tags, seed)
            .isEqualTo(book.rules().stream().filter(rule -> rule.scope().matches(tags)).toList());
      }
    }
  }

  private static Scope randomScope(Random random) {
    List<Condition> where = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String tag = "t" + random.nextInt(5);
      where.add(
          switch (random.nextInt(8)) {
            case 0, 1 -> Condition.present(tag);
            case 2 -> Condition.absent(tag);
            case 3, 4 -> Condition.in(tag, "v" + random.nextInt(4), "w" + random.nextInt(4));
            default -> Condition.in(tag, "v" + random.nextInt(4));
          });
    }
    Scope scope = new Scope(where, Optional.empty());
    return random.nextInt(4) == 0 ? scope.per("t" + random.nextInt(5)) : scope;
  }

  private static Tags randomTags(Random random) {
    Map<String, String> tags = new TreeMap<>();
    for (int i = 0; i < 5; i++) {
      if (random.nextInt(3) > 0) {
        tags.put("t" + i, (random.nextBoolean() ? "v" : "w") + random.nextInt(4));
      }
    }
    return Tags.of(tags);
  }

  @Test
  void raisesTheLimitOfItsBudgetAndValueWhileItLasts() {
    RuleBook book = richBook();
    Match anna = new Match(richBudget(), "anna");
    Match ben = new Match(richBudget(), "ben");
    Total plain = richBudget().limit().quantity();

    assertThat(book.limitOf(anna, NOW.minusNanos(1))).isEqualTo(plain);
    assertThat(book.limitOf(anna, NOW)).isEqualTo(plain.plus(7));
    assertThat(book.capOf(anna, NOW)).isEqualTo(Share.of("10").floorOf(plain.plus(7)));
    assertThat(book.limitOf(anna, NOW.plusSeconds(9))).isEqualTo(plain);
    assertThat(book.limitOf(ben, NOW)).isEqualTo(plain);
  }
}
