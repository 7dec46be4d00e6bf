package dev.weir.value.company;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// A company of twelve use cases over twelve months, and what is true of each.
///
/// A share of the calls of all carries no tag; what that is, each month of each use case is told,
/// but not whose calls they were. A smaller share carries the tag of the next use case, and nobody
/// is told.
///
/// @param seed of its random numbers, for messages
public record Company(long seed, List<UseCase> useCases) {
  private static final int USE_CASES = 12;

  public Company {
    useCases = List.copyOf(useCases);
  }

  public static Company of(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    double untagged = random.nextDouble(0, 0.12);
    return new Company(
        seed, IntStream.range(0, USE_CASES).mapToObj(_ -> UseCase.of(random, untagged)).toList());
  }
}
