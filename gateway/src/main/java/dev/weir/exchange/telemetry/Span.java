package dev.weir.exchange.telemetry;

import dev.weir.base.wire.JsonOutput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A stretch of time in a trace, written after it is over.
///
/// @param span 16 hexadecimal digits
/// @param parent another span's; empty = it has none
/// @param error why it failed, of a closed set; empty = it did not
record Span(
    String trace,
    String span,
    String parent,
    String name,
    Kind kind,
    Instant from,
    Instant to,
    List<Attribute> attributes,
    String error) {

  /// With the numbers of OTLP.
  enum Kind {
    SERVER(2),
    CLIENT(3);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  private static final int STATUS_ERROR = 2;

  Span {
    attributes = List.copyOf(attributes);
  }

  void writeTo(JsonOutput json) {
    json.object().text("traceId", trace).text("spanId", span);
    if (!parent.isEmpty()) {
      json.text("parentSpanId", parent);
    }
    json.text("name", name)
        .number("kind", kind.number)
        .text("startTimeUnixNano", nanos(from))
        .text("endTimeUnixNano", nanos(to))
        .array("attributes");
    attributes.forEach(attribute -> attribute.writeTo(json));
    json.endArray();
    if (!error.isEmpty()) {
      json.object("status").number("code", STATUS_ERROR).endObject();
    }
    json.endObject();
  }

  private static String nanos(Instant at) {
    return Long.toString(ChronoUnit.NANOS.between(Instant.EPOCH, at));
  }
}
