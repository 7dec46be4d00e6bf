package dev.weir.exchange.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// What bills call meters: `cached input`, `InputTokenCount`, `cache-read-input-token-count`, `gpt
/// 4o Outp glbl Tokens`. Weir's own labels are those of the price catalogue.
final class MeterNames {
  private static final List<String> LABELS =
      List.of(
          "input",
          "cache_read",
          "cache_write_5m",
          "cache_write_1h",
          "output",
          "reasoning",
          "request",
          "audio_input",
          "audio_output",
          "audio_cache_read",
          "image_input",
          "image_output",
          "image_cache_read",
          "video_input",
          "web_search");

  private static final Pattern CACHE = words("cach(e|ed|ing)?|cchd");
  private static final Pattern WRITE = words("writes?|creation|written");
  private static final Pattern HOUR = words("1\\s?h|1\\s?hour|one hour|ephemeral 1h");
  private static final Pattern INPUT = words("inputs?|inp|inpt|prompt");
  private static final Pattern OUTPUT = words("outputs?|out|outp|outpt|opt|completions?");

  /// Reasoning tokens, or output that is reasoning: a model may be called so, too.
  private static final Pattern REASONING =
      Pattern.compile(
          "^(reasoning|thinking)( |$)"
              + "|(^| )(reasoning|thinking) tokens?( |$)"
              + "|(^| )(outputs?|out|outp|outpt|opt|completions?)( tokens?)? "
              + "(reasoning|thinking)( |$)");

  private MeterNames() {}

  private static Pattern words(String any) {
    return Pattern.compile("(^| )(" + any + ")( |$)");
  }

  /// The label of the meter that a text names; empty if it names none.
  static Optional<String> label(String text) {
    if (LABELS.contains(text)) {
      return Optional.of(text);
    }
    String words = words(text, ' ');
    if (words.contains("web search")) {
      return Optional.of("web_search");
    }
    boolean cached = has(words, CACHE);
    if (cached && has(words, WRITE)) {
      return Optional.of(has(words, HOUR) ? "cache_write_1h" : "cache_write_5m");
    }
    if (cached) {
      return Optional.of(kind(words) + "cache_read");
    }
    if (has(words, INPUT)) {
      return Optional.of(kind(words) + "input");
    }
    if (has(words, REASONING)) {
      return Optional.of("reasoning");
    }
    return has(words, OUTPUT) ? Optional.of(kind(words) + "output") : Optional.empty();
  }

  /// The service tier that a text names; empty if it names none.
  static String tier(String text) {
    String words = words(text, ' ');
    for (String tier : List.of("batch", "flex", "priority", "provisioned")) {
      if (has(words, words(tier))) {
        return tier;
      }
    }
    return "";
  }

  private static String kind(String words) {
    for (String kind : List.of("audio", "image", "video")) {
      if (has(words, words(kind))) {
        return kind + "_";
      }
    }
    return "";
  }

  private static boolean has(String words, Pattern pattern) {
    return pattern.matcher(words).find();
  }

  /// A text as words in small letters, also where capitals begin them.
  static String words(String text, char between) {
    return text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ")
        .replaceAll("[^A-Za-z0-9.]+", " ")
        .strip()
        .toLowerCase(Locale.ROOT)
        .replace(' ', between);
  }
}
