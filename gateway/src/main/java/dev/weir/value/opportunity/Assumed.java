package dev.weir.value.opportunity;

import dev.weir.base.stats.Unanswered;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The defaults: what is taken where nobody measured or said anything, always marked as assumed.
final class Assumed {
  /// What no default can be true of.
  private static final List<Term> NEEDED =
      List.of(Term.VOLUME_PER_MONTH, Term.HUMAN_COST_USD, Term.VARIABLE_COST_USD);

  private static final String OWN = "assumed, source: Weir's default";

  /// 1 ÷ share − 1 of 40 %, 30 % and 20 %: what tokens are of the total cost.
  private static final String TOKENS =
      "assumed, source: mission, tokens are 20-40 % of the total cost";

  private Assumed() {}

  static Map<Term, Input> completed(Map<Term, Input> some) {
    for (Term term : NEEDED) {
      if (!some.containsKey(term)) {
        throw new Unanswered(
            "an opportunity needs field '%s': neither baseline, ledger nor assumptions have it, and no default is true of it"
                .formatted(term.code()));
      }
    }
    Map<Term, Input> all = new EnumMap<>(Term.class);
    all.putAll(some);
    put(all, Term.ADOPTION, "0.3", "0.6", "0.8", BigDecimal.ONE);
    put(all, Term.SUCCESS_RATE, "0.6", "0.8", "0.9", BigDecimal.ONE);
    BigDecimal human = base(all, Term.HUMAN_COST_USD);
    put(all, Term.REVIEW_COST_USD, "0.1", "0.2", "0.3", human);
    put(all, Term.REWORK_COST_USD, "0.5", "1", "1.5", human);
    BigDecimal tokens = base(all, Term.VARIABLE_COST_USD);
    all.computeIfAbsent(
        Term.FIXED_COST_USD,
        term ->
            new Input(
                term,
                rest(tokens, "0.4"),
                rest(tokens, "0.3"),
                rest(tokens, "0.2"),
                Input.Origin.ASSUMED,
                TOKENS));
    return all;
  }

  private static BigDecimal base(Map<Term, Input> all, Term term) {
    Input input = all.get(term);
    return input == null ? BigDecimal.ZERO : input.base();
  }

  private static void put(
      Map<Term, Input> all, Term term, String low, String base, String high, BigDecimal of) {
    all.computeIfAbsent(
        term,
        _ ->
            new Input(
                term,
                of.multiply(new BigDecimal(low)),
                of.multiply(new BigDecimal(base)),
                of.multiply(new BigDecimal(high)),
                Input.Origin.ASSUMED,
                OWN));
  }

  /// What is not tokens, to the cent, half to even.
  private static BigDecimal rest(BigDecimal tokens, String share) {
    return tokens
        .divide(new BigDecimal(share), 2, RoundingMode.HALF_EVEN)
        .subtract(tokens)
        .max(BigDecimal.ZERO);
  }
}
