package dev.weir.flow.dialect;

/// How an answer is metered: the wire it has the shape of, and where its vendor says usage on it.
public record Metering(Wire wire, UsagePaths usage) {}
