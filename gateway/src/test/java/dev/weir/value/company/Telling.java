package dev.weir.value.company;

import java.util.random.RandomGenerator;

/// What of the truth is told.
///
/// @param ofSuccesses share of them that is told
/// @param ofFailures likewise, lower
/// @param untagged share of the company's cost, as everybody is told
/// @param untaggedHere share of this one's
/// @param namesSessions whether outcomes and calls do, so that it shows how many are not told
/// @param namesUsers whether outcomes do, so that newcomers' are told apart
record Telling(
    double ofSuccesses,
    double ofFailures,
    double untagged,
    double untaggedHere,
    double mistagged,
    boolean namesSessions,
    boolean hasRoster,
    boolean namesUsers) {
  static Telling of(RandomGenerator random, double untagged) {
    double ofSuccesses = random.nextDouble(0.6, 1);
    return new Telling(
        ofSuccesses,
        ofSuccesses * random.nextDouble(0.5, 1),
        untagged,
        Math.min(0.4, untagged * Math.exp(-0.125 + 0.5 * random.nextGaussian())),
        random.nextDouble(0, 0.05),
        random.nextDouble() < 0.5,
        random.nextDouble() < 0.8,
        random.nextDouble() < 0.5);
  }
}
