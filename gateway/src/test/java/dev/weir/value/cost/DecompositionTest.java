package dev.weir.value.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.value.cost.Decomposition.Effect;
import dev.weir.value.cost.Decomposition.Method;
import dev.weir.value.cost.Decomposition.Zero;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecompositionTest {
  /// From $4,200 to $380,000 a month; scope is what the other factors leave.
  private static final Term GROWTH =
      new Term(
          "cost",
          List.of(
              factor("users", "200", "6000"),
              factor("queries per user", "1", "0.35"),
              factor("cost per query", "0.014", "0.069"),
              new Factor("scope", quotient("4200", "2.8"), quotient("380000", "144.9"))));

  private static Quotient quotient(String over, String under) {
    return new Quotient(new BigDecimal(over), new BigDecimal(under));
  }

  private static Factor factor(String name, String before, String after) {
    return new Factor(name, Quotient.of(before), Quotient.of(after));
  }

  private static Term model(String name, String share, String shareAfter, String[] price) {
    return new Term(
        name,
        List.of(
            factor("volume", "1000", "1600"),
            factor("mix", share, shareAfter),
            factor("tokens", "2000", "2500"),
            factor("price", price[0], price[1])));
  }

  private static List<String> amounts(Decomposition decomposition) {
    return decomposition.effects().stream().map(e -> e.amount().toPlainString()).toList();
  }

  @Test
  void isTheGoldenOneByLmdi() {
    Decomposition decomposition = Decomposition.of(List.of(GROWTH), Method.LMDI, 2);

    assertThat(decomposition.effects())
        .containsExactly(
            new Effect("users", new BigDecimal("283717.06")),
            new Effect("queries per user", new BigDecimal("-87572.82")),
            new Effect("cost per query", new BigDecimal("133053.93")),
            new Effect("scope", new BigDecimal("46601.83")));
    assertThat(decomposition.before()).isEqualTo("4200.00");
    assertThat(decomposition.after()).isEqualTo("380000.00");
    assertThat(decomposition.method()).isEqualTo(Method.LMDI);
  }

  @Test
  void isTheGoldenOneByShapley() {
    Decomposition decomposition = Decomposition.of(List.of(GROWTH), Method.SHAPLEY, 2);

    assertThat(amounts(decomposition))
        .containsExactly("304786.42", "-232985.25", "211382.43", "92616.40");
    assertThat(decomposition.method()).isEqualTo(Method.SHAPLEY);
  }

  /// Judged by mpmath, forty digits: LMDI 7.64100831284, −10.5684149558, 3.62772035034,
  /// −3.22031370735; Shapley 8.4115, −11.4691666667, 3.98283333333, −3.44516666667.
  @Test
  void addsUpOverModels() {
    List<Term> models =
        List.of(
            model("large", "0.9", "0.4", new String[] {"0.00001", "0.000008"}),
            model("small", "0.1", "0.6", new String[] {"0.000001", "0.0000012"}));

    assertThat(amounts(Decomposition.of(models, Method.LMDI, 10)))
        .containsExactly("7.6410083128", "-10.5684149558", "3.6277203503", "-3.2203137073");
    assertThat(amounts(Decomposition.of(models, Method.SHAPLEY, 10)))
        .containsExactly("8.4115000000", "-11.4691666667", "3.9828333333", "-3.4451666666");
    assertThat(Decomposition.of(models, Method.LMDI, 2).after()).isEqualTo("15.68");
  }

  @Test
  void aNewModelTakesItsWholeChangeByLmdiAndIsReported() {
    Decomposition decomposition =
        Decomposition.of(
            List.of(
                model("old", "1", "0.5", new String[] {"0.00001", "0.00001"}),
                model("new", "0", "0.5", new String[] {"0.000001", "0.000001"})),
            Method.LMDI,
            2);

    assertThat(decomposition.zeros()).containsExactly(new Zero("new", "mix"));
    assertThat(sum(decomposition)).isEqualByComparingTo("2");
    // the new model's 1600 · 0.5 · 2500 · 0.000001 = 2.00 is all mix; volume is the old model's
    assertThat(decomposition.effects().getFirst().amount())
        .isEqualByComparingTo(
            Decomposition.of(
                    List.of(model("old", "1", "0.5", new String[] {"0.00001", "0.00001"})),
                    Method.LMDI,
                    2)
                .effects()
                .getFirst()
                .amount());
  }

  @Test
  void severalZerosShareTheChangeAndGoneIsTheOppositeOfNew() {
    Term gone =
        new Term("x", List.of(factor("a", "3", "0"), factor("b", "5", "0"), factor("c", "2", "4")));
    Term come =
        new Term("x", List.of(factor("a", "0", "3"), factor("b", "0", "5"), factor("c", "4", "2")));

    assertThat(amounts(Decomposition.of(List.of(gone), Method.LMDI, 0)))
        .containsExactly("-15", "-15", "0");
    assertThat(amounts(Decomposition.of(List.of(come), Method.LMDI, 0)))
        .containsExactly("15", "15", "0");
    assertThat(Decomposition.of(List.of(gone), Method.LMDI, 0).zeros())
        .containsExactly(new Zero("x", "a"), new Zero("x", "b"));
  }

  @Test
  void nothingAtBothEndsIsNoChange() {
    Term none = new Term("x", List.of(factor("a", "0", "3"), factor("b", "5", "0")));

    for (Method method : Method.values()) {
      Decomposition decomposition = Decomposition.of(List.of(none), method, 2);
      assertThat(sum(decomposition)).isEqualByComparingTo("0");
      assertThat(decomposition.zeros()).isEmpty();
    }
  }

  @Test
  void negativeFactorsAreShapleysAndRefusedByLmdi() {
    List<Term> credit =
        List.of(new Term("net", List.of(factor("rate", "2", "-1"), factor("units", "10", "30"))));

    assertThat(amounts(Decomposition.of(credit, Method.SHAPLEY, 2)))
        .containsExactly("-60.00", "10.00");
    assertThatThrownBy(() -> Decomposition.of(credit, Method.LMDI, 2))
        .hasMessage(
            "LMDI needs factors that are not negative, was 'rate' of 'net' from 2 to -1; Shapley"
                + " has no such limit");
  }

  @Test
  void anUnchangedCostIsStillTakenApart() {
    Term swapped = new Term("x", List.of(factor("a", "2", "8"), factor("b", "12", "3")));

    assertThat(amounts(Decomposition.of(List.of(swapped), Method.LMDI, 2)))
        .containsExactly("33.27", "-33.27");
  }

  @Test
  void refusesWhatIsAmiss() {
    Term other = new Term("y", List.of(factor("users", "1", "1")));

    assertThatThrownBy(() -> Decomposition.of(List.of(GROWTH, other), Method.LMDI, 2))
        .hasMessageContaining("the same factors in the same order")
        .hasMessageContaining("[users] of 'y'");
    assertThatThrownBy(() -> Decomposition.of(List.of(), Method.LMDI, 2))
        .hasMessage("a cost has 1 to 1000 terms, was 0");
    assertThatThrownBy(() -> Decomposition.of(List.of(other), Method.LMDI, 13))
        .hasMessage("a cost is rounded to 0 to 12 decimals, was 13");
    assertThatThrownBy(() -> new Term("x", List.of(factor("a", "1", "1"), factor("a", "1", "1"))))
        .hasMessage("'x' has 1 to 12 factors, each name once, was [a, a]");
    assertThatThrownBy(() ->
            new Term("x", IntStream.range(0, 13).mapToObj(i -> factor("f" + i, "1", "1")).toList()))
        .hasMessageContaining("1 to 12 factors");
    assertThatThrownBy(() -> quotient("4", "0"))
        .hasMessage("a quotient is of something other than 0, was 4 by 0");
  }

  private static BigDecimal sum(Decomposition decomposition) {
    return decomposition.effects().stream()
        .map(Effect::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
