package dev.weir.view.api;

/// A model that something names and that has no price in force.
///
/// @param model its name, or a pattern of names
/// @param namedBy what names it: a key of the configuration, a budget, a virtual key
/// @param says what follows
public record PriceGap(String model, String namedBy, String says) {}
