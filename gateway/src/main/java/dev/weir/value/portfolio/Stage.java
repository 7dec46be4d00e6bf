package dev.weir.value.portfolio;

import java.util.Locale;

/// How far a use case is.
public enum Stage {
  IDEA,
  POC,
  BETA,
  SOFT_LAUNCH,
  PRODUCTION,
  SUNSET;

  /// As it is written: `soft_launch`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether keys need all that [Readiness] asks for.
  public boolean isBeyondPoc() {
    return this == BETA || this == SOFT_LAUNCH || this == PRODUCTION;
  }

  /// Whether it may have keys at all.
  public boolean hasKeys() {
    return this != IDEA && this != SUNSET;
  }

  /// Whether an owner may set it without a gate.
  boolean isFree() {
    return this == IDEA || this == POC;
  }

  /// Whether a gate may lead from here to another one: one step on, any number back, or to the end;
  /// from there to a proof of concept at most.
  boolean leadsTo(Stage next) {
    if (this == SUNSET) {
      return next == SUNSET || next.isFree();
    }
    return next == SUNSET || next.compareTo(onward()) <= 0;
  }

  /// The next one that serves people; the same one where there is none.
  public Stage onward() {
    return switch (this) {
      case IDEA -> POC;
      case POC -> BETA;
      case BETA -> SOFT_LAUNCH;
      case SOFT_LAUNCH, PRODUCTION -> PRODUCTION;
      case SUNSET -> SUNSET;
    };
  }
}
