package dev.weir.exchange.usage;

/// Spans of OTLP over HTTP read as usage records: those of generative AI's conventions, their older
/// names, and OpenInference's. The same span is the same record in either form.
///
/// A span counts when it is one request to a model. One that sums up others is passed over: an
/// agent's, a workflow's, and any that has a counting span below it in the same export. So is one
/// that Weir made itself.
public final class OtlpRecords {
  private OtlpRecords() {}

  /// Of JSON. A text that is no export of traces is an [IllegalArgumentException].
  public static Records read(String json) {
    SpanList spans = new SpanList();
    JsonSpans.read(json, spans::add);
    return spans.all();
  }

  /// Of protobuf, an `ExportTraceServiceRequest`. Bytes that are none are an
  /// [IllegalArgumentException]; no bytes are an export of no spans.
  public static Records read(byte[] protobuf) {
    SpanList spans = new SpanList();
    ProtobufSpans.read(protobuf, spans::add);
    return spans.all();
  }
}
