package dev.weir.value.opportunity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What it is worth to know one term before it is decided whether to go on: `E[max(0, E(U|x))] −
/// max(0, E(U))`, the expected value of partial perfect information, in dollars today; U is the
/// risk-adjusted value of going on, and not to go on is 0.
///
/// Terms are independent and U is linear in each of them, so E(U|x) is U at x and at the means of
/// the others, a straight line in x; its part above 0 has a closed form over a triangle. No draw
/// takes part, so there is no error of a simulation.
public record Information(Term term, double usd) {

  /// Of every term, what is worth most first.
  static List<Information> of(Inputs inputs, Prospect prospect) {
    Triangular[] terms = inputs.distributions();
    double[] means = new double[terms.length];
    for (int i = 0; i < terms.length; i++) {
      means[i] = terms[i].mean();
    }
    double now = Math.max(0, prospect.value(means));
    List<Information> all = new ArrayList<>();
    for (Term term : Term.values()) {
      all.add(
          new Information(term, Math.max(0, knowing(term.place, terms, means, prospect) - now)));
    }
    all.sort(Comparator.comparingDouble(Information::usd).reversed());
    return List.copyOf(all);
  }

  private static double knowing(int i, Triangular[] terms, double[] means, Prospect prospect) {
    double least = at(i, terms[i].low(), means, prospect);
    double most = at(i, terms[i].high(), means, prospect);
    double width = terms[i].high() - terms[i].low();
    if (width == 0 || least == most) {
      return Math.max(0, least);
    }
    double slope = (most - least) / width;
    double zero = terms[i].low() - least / slope;
    Triangular x = terms[i];
    // max(0, −y) = max(0, y) − y, for a line that falls.
    return slope > 0 ? slope * x.meanAbove(zero) : -slope * (x.meanAbove(zero) - (x.mean() - zero));
  }

  private static double at(int i, double x, double[] means, Prospect prospect) {
    double[] terms = means.clone();
    terms[i] = x;
    return prospect.value(terms);
  }
}
