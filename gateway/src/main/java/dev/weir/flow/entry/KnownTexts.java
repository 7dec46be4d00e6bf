package dev.weir.flow.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Texts that nearly every entry repeats, written as their number. Part of the format: the list
/// grows at its end only, and only with a new format, as an older program cannot read a number it
/// does not know; so it may hold texts that no entry has yet. Nothing is moved, changed or removed.
final class KnownTexts {
  private static final List<String> TEXTS =
      List.of(
          "",
          "use_case",
          "department",
          "cost_centre",
          "role",
          "environment",
          "team",
          "project",
          "user",
          "session",
          "key",
          "model",
          "provider",
          "purpose",
          "primary",
          "production",
          "default",
          "openai",
          "anthropic",
          "openai.chat",
          "openai.completions",
          "openai.embeddings",
          "anthropic.messages",
          "anthropic.count_tokens",
          "INPUT",
          "CACHE_READ",
          "CACHE_WRITE_5M",
          "CACHE_WRITE_1H",
          "OUTPUT",
          "REASONING",
          "REQUEST",
          "MONEY",
          "TOKENS",
          "REQUESTS",
          "CONCURRENT",
          "REPORTED",
          "COUNTED",
          "ESTIMATED",
          "COMPLETE",
          "PROVIDER_ERROR",
          "CUT",
          "DRAINED",
          "CALLER_LEFT",
          "TIMED_OUT",
          "NOT_SENT",
          "budget_spent",
          "budget_busy",
          "limit_reached",
          // from format 2 on
          "first",
          "retry",
          "DEFERRED",
          "openai.responses",
          "gemini.generate",
          "bedrock.converse");

  private static final Map<String, Integer> NUMBERS = numbers();

  private KnownTexts() {}

  /// The text's number, or −1.
  static int numberOf(String text) {
    return NUMBERS.getOrDefault(text, -1);
  }

  static String byNumber(long number) {
    if (number < 0 || number >= TEXTS.size()) {
      throw new IllegalArgumentException("no known text has number " + number);
    }
    return TEXTS.get((int) number);
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (String text : TEXTS) {
      numbers.put(text, numbers.size());
    }
    return Map.copyOf(numbers);
  }
}
