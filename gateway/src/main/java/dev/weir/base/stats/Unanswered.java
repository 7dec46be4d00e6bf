package dev.weir.base.stats;

/// What data does not answer: too few observations, or none that differ. Its message names the
/// figure, the rule and the value seen, and is for people to read in the figure's place. Arguments
/// that no data could make right are a plain [IllegalArgumentException].
public final class Unanswered extends IllegalArgumentException {
  public Unanswered(String message) {
    super(message);
  }
}
