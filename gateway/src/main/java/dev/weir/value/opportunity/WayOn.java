package dev.weir.value.opportunity;

import dev.weir.value.portfolio.Stage;

/// What is assumed of a use case's way from its stage to production: the chance of all gates that
/// are still before it, and the months they take.
///
/// @param chance to reach production, 0 to 1
/// @param months until production, where every gate is passed
public record WayOn(double chance, int months) {
  /// From a stage on; what has ended reaches nothing any more.
  static WayOn from(Stage stage) {
    return switch (stage) {
      case IDEA -> from(Stage.POC).after(0.5, 1);
      case POC -> from(Stage.BETA).after(0.5, 2);
      case BETA -> from(Stage.SOFT_LAUNCH).after(0.7, 3);
      case SOFT_LAUNCH -> from(Stage.PRODUCTION).after(0.8, 2);
      case PRODUCTION -> new WayOn(1, 0);
      case SUNSET -> new WayOn(0, 0);
    };
  }

  private WayOn after(double passes, int before) {
    return new WayOn(passes * chance, before + months);
  }
}
