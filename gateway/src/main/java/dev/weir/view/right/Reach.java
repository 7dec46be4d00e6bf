package dev.weir.view.right;

/// How much of a right a person has.
public enum Reach {
  NOTHING,
  /// What belongs to the teams the person is of.
  OWN_TEAMS,
  /// What belongs to the use cases the person answers for.
  OWN_USE_CASES,
  EVERYTHING
}
