package dev.weir.view.login;

/// What Argon2id takes to hash a password.
///
/// @param memoryKib 8 × lanes to 262,144
/// @param passes over that memory, 1 to 16
/// @param lanes 1 to 16
public record Cost(int memoryKib, int passes, int lanes) {
  private static final int MEMORY_KIB_MAX = 262_144;
  private static final int MOST = 16;

  /// What OWASP's Password Storage Cheat Sheet asks for at least: 19 MiB, two passes, one lane.
  public static final Cost OWASP = new Cost(19_456, 2, 1);

  public Cost {
    require("lanes", lanes, 1, MOST);
    require("passes", passes, 1, MOST);
    require("memory in KiB", memoryKib, 8 * lanes, MEMORY_KIB_MAX);
  }

  private static void require(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "a password hash's %s is %d to %d, was %d".formatted(what, min, max, value));
    }
  }
}
