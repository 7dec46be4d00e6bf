package dev.weir.app.config;

import java.util.Optional;

/// One value in effect.
///
/// @param key as in the file: `edge.drain_time`
/// @param usual the default; empty where the value must be given
/// @param meaning a line of Markdown
/// @param isLive whether it changes while the gateway runs; else at its next start
public record ConfigValue(
    String key, String value, Optional<String> usual, String meaning, boolean isLive) {

  /// Whether somebody has said so, other than the default.
  public boolean isSet() {
    return !usual.filter(value::equals).isPresent();
  }

  /// The variable that overrides it; empty for what stands in a list.
  public Optional<String> variable() {
    return key.contains("[") ? Optional.empty() : Optional.of(ConfigBinding.variable(key));
  }
}
