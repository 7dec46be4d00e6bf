package dev.weir.flow.meter;

import dev.weir.flow.dialect.Provenance;

/// What Weir counted of an attempt, and whether that can be all of it.
///
/// @param input tokens of the request's text
/// @param wholeInput false if the request holds what is no text: there are more
/// @param output tokens of the answer's text
/// @param wholeOutput false if the model may have produced what no answer shows: the text is
///   neither a count nor a bound of it
/// @param provenance how the figures are known where they are whole
public record TokenCount(
    long input, boolean wholeInput, long output, boolean wholeOutput, Provenance provenance) {}
