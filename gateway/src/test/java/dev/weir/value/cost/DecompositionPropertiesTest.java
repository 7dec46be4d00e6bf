package dev.weir.value.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.cost.Decomposition.Effect;
import dev.weir.value.cost.Decomposition.Method;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What must hold of every decomposition, on costs made from a seed.
class DecompositionPropertiesTest {
  private static final int ROUNDS = 60;

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private Quotient quotient(boolean mayBeNegative) {
    BigDecimal over = BigDecimal.valueOf(random.nextLong(1, 1_000_000), random.nextInt(6));
    return new Quotient(
        mayBeNegative && random.nextInt(4) == 0 ? over.negate() : over,
        BigDecimal.valueOf(random.nextLong(1, 5_000), 2));
  }

  private List<Term> cost(boolean mayBeNegative) {
    int factors = 1 + random.nextInt(6);
    List<Term> terms = new ArrayList<>();
    for (int term = 0; term <= random.nextInt(4); term++) {
      List<Factor> each = new ArrayList<>();
      for (int k = 0; k < factors; k++) {
        Quotient before = quotient(mayBeNegative);
        boolean isSame = random.nextInt(4) == 0;
        each.add(new Factor("f" + k, before, isSame ? before : quotient(mayBeNegative)));
      }
      terms.add(new Term("t" + term, each));
    }
    return terms;
  }

  private static List<Term> backwards(List<Term> terms) {
    return terms.stream()
        .map(term ->
            new Term(
                term.name(),
                term.factors().stream()
                    .map(factor -> new Factor(factor.name(), factor.after(), factor.before()))
                    .toList()))
        .toList();
  }

  private static List<Term> reordered(List<Term> terms) {
    return terms.stream().map(term -> new Term(term.name(), term.factors().reversed())).toList();
  }

  @Test
  void theEffectsAddUpToTheChangeToTheLastDigit() {
    for (int round = 0; round < ROUNDS; round++) {
      for (Method method : Method.values()) {
        int decimals = random.nextInt(13);
        Decomposition decomposition =
            Decomposition.of(cost(method == Method.SHAPLEY), method, decimals);

        assertThat(
                decomposition.effects().stream()
                    .map(Effect::amount)
                    .reduce(BigDecimal.ZERO, BigDecimal::add))
            .as("seed %d round %d %s", seed, round, method)
            .isEqualByComparingTo(decomposition.after().subtract(decomposition.before()));
      }
    }
  }

  @Test
  void neitherOrderNorDirectionMatters() {
    BigDecimal unit = new BigDecimal("1e-6");
    for (int round = 0; round < ROUNDS; round++) {
      for (Method method : Method.values()) {
        List<Term> cost = cost(method == Method.SHAPLEY);
        List<Effect> effects = Decomposition.of(cost, method, 6).effects();
        List<Effect> back = Decomposition.of(backwards(cost), method, 6).effects();
        List<Effect> reversed =
            new ArrayList<>(Decomposition.of(reordered(cost), method, 6).effects());
        Collections.reverse(reversed);

        for (int k = 0; k < effects.size(); k++) {
          BigDecimal amount = effects.get(k).amount();
          assertThat(amount.add(back.get(k).amount()).abs())
              .as("seed %d round %d %s backwards", seed, round, method)
              .isLessThanOrEqualTo(unit);
          assertThat(amount.subtract(reversed.get(k).amount()).abs())
              .as("seed %d round %d %s reordered", seed, round, method)
              .isLessThanOrEqualTo(unit);
        }
      }
    }
  }

  @Test
  void aFactorThatDoesNotChangeDoesNothing() {
    for (int round = 0; round < ROUNDS; round++) {
      for (Method method : Method.values()) {
        Quotient same = quotient(method == Method.SHAPLEY);
        List<Term> cost =
            cost(method == Method.SHAPLEY).stream()
                .map(term -> {
                  List<Factor> factors = new ArrayList<>(term.factors());
                  factors.add(new Factor("same", same, same));
                  return new Term(term.name(), factors);
                })
                .toList();

        assertThat(Decomposition.of(cost, method, 6).effects().getLast().amount().abs())
            .as("seed %d round %d %s", seed, round, method)
            .isLessThanOrEqualTo(new BigDecimal("1e-6"));
      }
    }
  }
}
