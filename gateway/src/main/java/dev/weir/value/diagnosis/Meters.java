package dev.weir.value.diagnosis;

/// Which meters are a prompt's, and which an answer's.
final class Meters {
  private Meters() {}

  static boolean isPrompt(String meter) {
    return meter.endsWith("input") || meter.contains("cache_");
  }

  static boolean isCached(String meter) {
    return meter.endsWith("cache_read");
  }

  static boolean isAnswer(String meter) {
    return meter.endsWith("output") || meter.equals("reasoning");
  }
}
