package dev.weir.base.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A JSON value as the bytes it came in, escapes and all: what only passes through is never decoded
/// nor encoded again. A view; whoever owns the array must leave it as it is.
///
/// Two are equal if their bytes are.
///
/// @param to behind the value's last byte
@SuppressWarnings("ArrayRecordComponent") // equality is by content
public record JsonSlice(byte[] bytes, int from, int to) {
  public JsonSlice {
    if (from < 0 || from >= to || to > bytes.length) {
      throw new IllegalArgumentException(
          "a slice lies within its %d bytes and is not empty, was %d to %d"
              .formatted(bytes.length, from, to));
    }
  }

  /// A JSON value that is written here.
  public static JsonSlice of(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new JsonSlice(bytes, 0, bytes.length);
  }

  /// A text as a JSON string.
  public static JsonSlice quoted(String text) {
    return of(JsonOutput.quoted(text));
  }

  /// Bytes, quotes included.
  public int length() {
    return to - from;
  }

  public boolean isString() {
    return bytes[from] == '"';
  }

  public boolean isObject() {
    return bytes[from] == '{';
  }

  /// True for `""`.
  public boolean isEmptyString() {
    return isString() && length() == 2;
  }

  /// The value of a string, escapes undone; `""` of anything else.
  public String text() {
    if (isString() && Scan.isPlainText(bytes, from + 1, to - 1)) {
      return Scan.text(bytes, from + 1, to - 1);
    }
    try (JsonCursor cursor = JsonCursor.over(bytes, from, to)) {
      return cursor.text();
    } catch (JsonFault fault) {
      throw new IllegalStateException("a slice is a JSON value", fault);
    }
  }

  /// The same on one line: between its texts a value may have line ends, which would end that of an
  /// event.
  public JsonSlice onOneLine() {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n' || bytes[i] == '\r') {
        return of(json().replace('\r', ' ').replace('\n', ' '));
      }
    }
    return this;
  }

  /// The value as JSON.
  public String json() {
    return new String(bytes, from, length(), StandardCharsets.UTF_8);
  }

  /// The JSON that a string contains: of `"{\"a\":1}"` the object. Anything else stays what it is.
  public JsonSlice unquoted() {
    if (!isString() || isEmptyString()) {
      return this;
    }
    try (JsonCursor cursor = JsonCursor.over(text().getBytes(StandardCharsets.UTF_8))) {
      JsonSlice value = cursor.slice();
      cursor.requireEnd();
      return value;
    } catch (JsonFault _) {
      return this;
    }
  }

  /// The value's JSON as a JSON string.
  public JsonSlice asString() {
    return quoted(json());
  }

  public void writeTo(ByteArrayOutputStream out) {
    out.write(bytes, from, length());
  }

  /// What is between the quotes of a string, as it came.
  public void writeInsideTo(ByteArrayOutputStream out) {
    if (!isString()) {
      throw new IllegalStateException("only a string has an inside");
    }
    out.write(bytes, from + 1, length() - 2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof JsonSlice(byte[] theirs, int theirFrom, int theirTo)
        && Arrays.equals(bytes, from, to, theirs, theirFrom, theirTo);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash;
  }

  /// The length and no content: a slice may be of a prompt.
  @Override
  public String toString() {
    return "JsonSlice[" + length() + " bytes]";
  }
}
