package dev.weir.value.company;

import dev.weir.base.stats.Moments;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/// A use case's users and what they do, month by month, outcome by outcome.
final class Crowd {
  private final RandomGenerator random;
  private final Truth truth;
  private final Telling telling;
  private final double inflated;
  private final BitSet known = new BitSet();
  private int month;

  /// @param inflated what is told of a value ÷ what it is
  Crowd(RandomGenerator random, Truth truth, Telling telling, double inflated) {
    this.random = random;
    this.truth = truth;
    this.telling = telling;
    this.inflated = inflated;
  }

  /// @param happened outcomes
  /// @param told of them
  /// @param successes values of those told that are one
  /// @param newcomers of them, of users of whom nothing was told in a month before
  record Month(long happened, long told, Moments successes, Moments newcomers) {}

  Month next() {
    double users = truth.users(month);
    double mean = truth.outcomes(month);
    long happened = Math.max(2, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    BitSet seen = new BitSet();
    long told = 0;
    Moments successes = Moments.NONE;
    Moments newcomers = Moments.NONE;
    for (long i = 0; i < happened; i++) {
      double place = random.nextDouble() * users;
      boolean succeeds = random.nextDouble() < truth.success();
      double value = inflated * truth.worth() * truth.multiple(place) * truth.luck(random);
      if (random.nextDouble() >= (succeeds ? telling.ofSuccesses() : telling.ofFailures())) {
        continue;
      }
      told++;
      seen.set((int) place);
      if (succeeds) {
        successes = successes.plus(value);
        newcomers = known.get((int) place) ? newcomers : newcomers.plus(value);
      }
    }
    known.or(seen);
    month++;
    return new Month(happened, told, successes, newcomers);
  }
}
