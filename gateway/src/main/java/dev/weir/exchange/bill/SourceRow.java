package dev.weir.exchange.bill;

/// One row of a source, as it was.
///
/// @param number the first is 1
/// @param columns a JSON object: every column in its order, with the text it had
public record SourceRow(int number, String columns) {}
