package dev.weir.flow.catalogue;

/// A price that a source states and that no meter can apply: kept, so that a charge which would
/// need it says so.
///
/// @param name what it would price, as usage names it where usage can (`audio_input`)
/// @param everyCharge true: no charge of the model is complete without it. False: only one whose
///   usage reports `name`
/// @param detail the source's own words
public record Unsupported(String name, boolean everyCharge, String detail) {}
