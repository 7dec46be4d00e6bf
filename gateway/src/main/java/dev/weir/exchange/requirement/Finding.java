package dev.weir.exchange.requirement;

import java.util.List;

/// What was found of one rule.
///
/// @param says what the rule wants, in words
/// @param judged rows it was about; 0 for a rule about the file, or about other rules
/// @param violations rows, or groups of rows, that break it
/// @param why in words; empty where the outcome says it all
/// @param examples of what breaks it
public record Finding(
    String rule,
    String keyword,
    String says,
    Outcome outcome,
    long judged,
    long violations,
    String why,
    List<String> examples) {
  public Finding {
    examples = List.copyOf(examples);
  }
}
