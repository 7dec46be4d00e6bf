package dev.weir.view.api;

import java.util.Optional;

/// One value of the configuration in effect; a secret is its reference.
///
/// @param key as in the file: `edge.drain_time`
/// @param usual the default; absent where the value must be given
/// @param origin `default`, `file` or `variable`
/// @param variable that overrides it; absent for what stands in a list
/// @param meaning a line of Markdown
/// @param live whether a reload changes it; else a start
public record ConfiguredValue(
    String key,
    String value,
    Optional<String> usual,
    String origin,
    Optional<String> variable,
    String meaning,
    boolean live) {}
