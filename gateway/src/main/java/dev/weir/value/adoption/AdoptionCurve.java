package dev.weir.value.adoption;

/// How adoption grows with time, as a share of those who will ever adopt unless a ceiling says
/// otherwise. Time is in periods of the caller's, from the start on.
public sealed interface AdoptionCurve {

  /// The share that has adopted by `t` ≥ 0.
  double at(double t);

  /// When most adopt at once: the time of the steepest rise, 0 where it only slows down.
  double peak();

  /// `K/(1 + e^(−r(t − t0)))`.
  ///
  /// @param ceiling K, above 0, at most 1
  /// @param rate r, above 0
  /// @param midpoint t0, when half of the ceiling is reached
  record Logistic(double ceiling, double rate, double midpoint) implements AdoptionCurve {
    public Logistic {
      if (!(ceiling > 0 && ceiling <= 1)) {
        throw new IllegalArgumentException(
            "the ceiling of a logistic curve is above 0 and at most 1, was " + ceiling);
      }
      requireRate("rate", rate);
      if (!Double.isFinite(midpoint)) {
        throw new IllegalArgumentException(
            "the midpoint of a logistic curve is finite, was " + midpoint);
      }
    }

    @Override
    public double at(double t) {
      return ceiling / (1 + Math.exp(-rate * (t - midpoint)));
    }

    @Override
    public double peak() {
      return Math.max(0, midpoint);
    }
  }

  /// `(1 − e^(−(p+q)t)) / (1 + (q/p)·e^(−(p+q)t))`: some begin by themselves, the others follow
  /// (Bass 1969).
  ///
  /// @param innovation p, above 0
  /// @param imitation q, not negative
  record Bass(double innovation, double imitation) implements AdoptionCurve {
    public Bass {
      requireRate("p", innovation);
      if (!(imitation >= 0 && imitation <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "q of a Bass curve is finite and not negative, was " + imitation);
      }
    }

    @Override
    public double at(double t) {
      double left = Math.exp(-(innovation + imitation) * t);
      return (1 - left) / (1 + imitation / innovation * left);
    }

    /// `ln(q/p)/(p + q)`; 0 where q ≤ p.
    @Override
    public double peak() {
      return imitation <= innovation
          ? 0
          : Math.log(imitation / innovation) / (innovation + imitation);
    }
  }

  private static void requireRate(String name, double rate) {
    if (!(rate > 0 && rate <= Double.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "%s of an adoption curve is finite and above 0, was %s".formatted(name, rate));
    }
  }
}
