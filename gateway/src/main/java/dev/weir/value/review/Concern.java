package dev.weir.value.review;

/// What a recommendation is about, of what the workload of a use case weighs.
public enum Concern {
  COST,
  QUALITY
}
