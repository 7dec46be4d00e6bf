package dev.weir.flow.dialect;

/// What an answer says of itself that its price depends on.
///
/// @param model the model it names, or empty
/// @param tier the service tier it names, or empty
/// @param several whether the usage is the sum of several requests, of which each had a context of
///   its own
public record Served(Usage usage, String model, String tier, boolean several) {}
