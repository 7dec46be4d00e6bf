package dev.weir.base.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Writes one small JSON document into memory. One thread.
public final class JsonOutput {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
  private final JsonGenerator generator;

  /// A step of the generator; memory cannot fail to be written.
  private interface Step {
    void run() throws IOException;
  }

  public JsonOutput() {
    try {
      generator = FACTORY.createGenerator(bytes);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /// A text as a JSON string, with its quotes.
  public static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  public JsonOutput object() {
    return step(generator::writeStartObject);
  }

  public JsonOutput object(String name) {
    return step(() -> generator.writeObjectFieldStart(name));
  }

  public JsonOutput array() {
    return step(generator::writeStartArray);
  }

  public JsonOutput array(String name) {
    return step(() -> generator.writeArrayFieldStart(name));
  }

  public JsonOutput endArray() {
    return step(generator::writeEndArray);
  }

  public JsonOutput endObject() {
    return step(generator::writeEndObject);
  }

  public JsonOutput text(String name, String value) {
    return step(() -> generator.writeStringField(name, value));
  }

  /// An element of an array.
  public JsonOutput text(String value) {
    return step(() -> generator.writeString(value));
  }

  public JsonOutput number(String name, long value) {
    return step(() -> generator.writeNumberField(name, value));
  }

  public JsonOutput flag(String name, boolean value) {
    return step(() -> generator.writeBooleanField(name, value));
  }

  public JsonOutput nothing(String name) {
    return step(() -> generator.writeNullField(name));
  }

  /// A number with a fraction, or one beyond `long`, is best passed on as it came.
  public JsonOutput value(String name, JsonSlice value) {
    step(() -> generator.writeFieldName(name));
    return value(value);
  }

  /// An element of an array.
  public JsonOutput value(JsonSlice value) {
    beginValue();
    value.writeTo(bytes);
    return this;
  }

  /// One string of the insides of strings, as they came.
  public JsonOutput joined(String name, List<JsonSlice> strings) {
    step(() -> generator.writeFieldName(name));
    beginValue();
    bytes.write('"');
    strings.forEach(string -> string.writeInsideTo(bytes));
    bytes.write('"');
    return this;
  }

  /// Writes what stands before a value, down to the bytes.
  private void beginValue() {
    step(() -> generator.writeRawValue(""));
    step(generator::flush);
  }

  /// The document; writing ends.
  public byte[] bytes() {
    step(generator::close);
    return bytes.toByteArray();
  }

  private JsonOutput step(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw unwritable(e);
    }
    return this;
  }

  private static UncheckedIOException unwritable(IOException e) {
    return new UncheckedIOException("memory cannot fail to be written", e);
  }
}
