package dev.weir.simulator.book;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The book's JSON, one line per row.
final class RowJson {
  private static final JsonFactory JSON = new JsonFactory();

  private RowJson() {}

  static String line(Row row) {
    return write(json -> {
      json.writeNumberField("id", row.id());
      json.writeStringField("at", Instant.ofEpochMilli(row.atMillis).toString());
      json.writeStringField("dialect", row.received.dialect());
      json.writeStringField("endpoint", row.received.endpoint());
      json.writeStringField("wire", row.received.wire());
      json.writeStringField("http", row.received.http());
      json.writeStringField("model", row.model);
      json.writeBooleanField("stream", row.stream);
      text(json, "client_request_id", row.received.clientRequestId());
      text(json, "key", row.received.key());
      json.writeNumberField("status", row.status);
      json.writeStringField("ended", row.ended.word());
      json.writeBooleanField("usage_known", row.usage != null);
      tokens(json, row.usage == null ? Usage.NONE : row.usage);
      json.writeNumberField("frames", row.frames);
      text(json, "response_id", row.responseId);
      text(json, "fault", row.fault);
      text(json, "recording", row.recording);
    });
  }

  static String totals(Totals totals) {
    return write(json -> {
      json.writeNumberField("rows", totals.rows());
      for (Ended ended : Ended.values()) {
        json.writeNumberField(
            ended.word().replace('-', '_'), totals.byEnd().getOrDefault(ended, 0L));
      }
      json.writeNumberField("usage_unknown", totals.unknownUsage());
      tokens(json, totals.usage());
      json.writeNumberField("last_id", totals.lastId());
    });
  }

  private static void tokens(JsonGenerator json, Usage usage) throws IOException {
    json.writeNumberField("input", usage.input());
    json.writeNumberField("cache_read", usage.cacheRead());
    json.writeNumberField("cache_write_5m", usage.cacheWrite5m());
    json.writeNumberField("cache_write_1h", usage.cacheWrite1h());
    json.writeNumberField("output", usage.output());
    json.writeNumberField("reasoning", usage.reasoning());
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    json.writeFieldName(name);
    json.writeString(value);
  }

  private static String write(Fields fields) {
    var text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.into(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private interface Fields {
    void into(JsonGenerator json) throws IOException;
  }
}
