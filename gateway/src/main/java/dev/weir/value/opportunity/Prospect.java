package dev.weir.value.opportunity;

/// What one value of each term comes to, in float64, for the many that are drawn.
///
/// @param chance to reach production
/// @param share of the benefit that counts by its evidence
/// @param ramped discounted months by their share of the full use
/// @param whole discounted months
/// @param investment at once
record Prospect(double chance, double share, double ramped, double whole, double investment) {

  static Prospect of(Plan plan, double share) {
    return new Prospect(
        plan.wayOn().chance(),
        share,
        plan.rampedMonths(),
        plan.wholeMonths(),
        plan.investmentUsd().doubleValue());
  }

  /// V·a·[s·(c_h − c_rev) − (1 − s)·c_rework], in dollars a month.
  ///
  /// @param terms at the places of [Term]
  static double benefit(double[] terms) {
    double right = terms[Term.SUCCESS_RATE.place];
    double saved = terms[Term.HUMAN_COST_USD.place] - terms[Term.REVIEW_COST_USD.place];
    return terms[Term.VOLUME_PER_MONTH.place]
        * terms[Term.ADOPTION.place]
        * (right * saved - (1 - right) * terms[Term.REWORK_COST_USD.place]);
  }

  /// The full model, in dollars a month; of a benefit that counts as a share of it.
  static double monthly(double[] terms, double share) {
    return share * benefit(terms)
        - terms[Term.VARIABLE_COST_USD.place]
        - terms[Term.FIXED_COST_USD.place];
  }

  /// The risk-adjusted net present value: `P·Σ CFₜ/(1 + r)ᵗ − investment`.
  double value(double[] terms) {
    double use = share * benefit(terms) - terms[Term.VARIABLE_COST_USD.place];
    double fixed = terms[Term.FIXED_COST_USD.place];
    return chance * (use * ramped - fixed * whole) - investment;
  }
}
