package dev.weir.flow.rule;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The shortest answers that are still of use: no answer is shortened below them.
///
/// @param usual output tokens for a use case that is not named
/// @param byUseCase output tokens by use case
public record OutputFloors(long usual, SortedMap<String, Long> byUseCase) {
  public static final OutputFloors USUAL = new OutputFloors(256, new TreeMap<>());

  public OutputFloors {
    byUseCase = Collections.unmodifiableSortedMap(new TreeMap<>(byUseCase));
    requirePositive("usual", usual);
    byUseCase.forEach(OutputFloors::requirePositive);
  }

  private static void requirePositive(String name, long tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException(
          "output floor '%s': at least 1 token, was %d".formatted(name, tokens));
    }
  }

  /// With one use case's floor set.
  public OutputFloors with(String useCase, long tokens) {
    Map<String, Long> changed = new TreeMap<>(byUseCase);
    changed.put(useCase, tokens);
    return new OutputFloors(usual, new TreeMap<>(changed));
  }

  public long of(String useCase) {
    return byUseCase.getOrDefault(useCase, usual);
  }
}
