package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;

/// A row of the simulator's own book: what it served, and says it bills.
///
/// @param call the id the gateway sent the attempt with, `<call>.<attempt>`
/// @param input all input tokens, caches included
/// @param output all output tokens, reasoning included
record BookRow(
    long id,
    String call,
    String endpoint,
    String wire,
    String model,
    boolean stream,
    int status,
    String ended,
    boolean usageKnown,
    long input,
    long cacheRead,
    long cacheWrite5m,
    long cacheWrite1h,
    long output) {

  static BookRow of(JsonNode row) {
    return new BookRow(
        row.path("id").asLong(),
        row.path("client_request_id").asText(""),
        row.path("endpoint").asText(),
        row.path("wire").asText(),
        row.path("model").asText(),
        row.path("stream").asBoolean(),
        row.path("status").asInt(),
        row.path("ended").asText(),
        row.path("usage_known").asBoolean(),
        row.path("input").asLong(),
        row.path("cache_read").asLong(),
        row.path("cache_write_5m").asLong(),
        row.path("cache_write_1h").asLong(),
        row.path("output").asLong());
  }

  /// The gateway's call, without the number of the attempt.
  String callId() {
    int dot = call.lastIndexOf('.');
    return dot < 0 ? call : call.substring(0, dot);
  }
}
