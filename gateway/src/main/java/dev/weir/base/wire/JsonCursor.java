package dev.weir.base.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Walks over one JSON document in one pass, knowing where in the bytes each value lies.
///
/// The cursor stands on a value. A container is either walked ([#nextMember], [#nextElement] until
/// they say no) or skipped with [#skip]; a scalar needs neither. One thread; allocates the parser
/// and the texts asked for.
public final class JsonCursor implements AutoCloseable {
  /// How Jackson names the setting behind a limit, which only a programmer could change.
  private static final Pattern OWN_SETTING = Pattern.compile(",? from `[^`]*`");

  private static final int NESTING_MAX = 200;
  private static final int NUMBER_LENGTH_MAX = 100;
  private static final int NAME_LENGTH_MAX = 1024;

  // No charset guessing: a body is UTF-8 or refused. No interning: names come from strangers.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(NESTING_MAX)
                  .maxNumberLength(NUMBER_LENGTH_MAX)
                  .maxNameLength(NAME_LENGTH_MAX)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /// What kind of value the cursor stands on.
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    INTEGER,
    /// A number with a fraction or an exponent.
    DECIMAL,
    TRUE,
    FALSE,
    NULL
  }

  private final byte[] bytes;
  private final JsonParser parser;
  private final int base;

  private JsonCursor(byte[] bytes, JsonParser parser, int base) {
    this.bytes = bytes;
    this.parser = parser;
    this.base = base;
  }

  /// Stands on the only value of a document in which no object may name a member twice, escapes
  /// undone: where readers differ in which one counts, one could judge what another does not do.
  public static JsonCursor overUnique(byte[] bytes) throws JsonFault {
    JsonCursor cursor = over(bytes);
    cursor.parser.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    return cursor;
  }

  /// Stands on the document's only value.
  public static JsonCursor over(byte[] bytes) throws JsonFault {
    return over(bytes, 0, bytes.length);
  }

  /// Stands on the only value of a part of an array. Positions are offsets into the whole array.
  ///
  /// @param to first byte that is no part of the document
  public static JsonCursor over(byte[] bytes, int from, int to) throws JsonFault {
    try {
      var cursor = new JsonCursor(bytes, FACTORY.createParser(bytes, from, to - from), from);
      if (cursor.advance() == null) {
        throw new JsonFault("no JSON value", from);
      }
      return cursor;
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
  }

  public Kind kind() {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> Kind.OBJECT;
      case START_ARRAY -> Kind.ARRAY;
      case VALUE_STRING -> Kind.STRING;
      case VALUE_NUMBER_INT -> Kind.INTEGER;
      case VALUE_NUMBER_FLOAT -> Kind.DECIMAL;
      case VALUE_TRUE -> Kind.TRUE;
      case VALUE_FALSE -> Kind.FALSE;
      case VALUE_NULL -> Kind.NULL;
      case null, default -> throw new IllegalStateException("cursor stands on " + token);
    };
  }

  public boolean is(Kind kind) {
    return kind() == kind;
  }

  /// Steps to the value of the object's next member; false at the object's end.
  public boolean nextMember() throws JsonFault {
    if (advance() == JsonToken.END_OBJECT) {
      return false;
    }
    if (parser.currentToken() != JsonToken.FIELD_NAME) {
      throw new IllegalStateException("cursor is not between members");
    }
    advance();
    return true;
  }

  /// Steps to the array's next element; false at the array's end.
  public boolean nextElement() throws JsonFault {
    return advance() != JsonToken.END_ARRAY;
  }

  /// Steps over the value. A container ends up behind its last member.
  public void skip() throws JsonFault {
    try {
      parser.skipChildren();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// Steps over the value and gives its bytes.
  public JsonSlice slice() throws JsonFault {
    int from = start();
    skip();
    return new JsonSlice(bytes, from, end());
  }

  /// The same of a value that must be of one kind.
  ///
  /// @throws JsonFault that names the member
  public JsonSlice slice(Kind wanted) throws JsonFault {
    return require(wanted).slice();
  }

  /// Fails with the member's name unless the value is of this kind.
  public JsonCursor require(Kind wanted) throws JsonFault {
    if (!is(wanted)) {
      throw new JsonFault("'%s' must be %s, was %s".formatted(name(), wanted, kind()), start());
    }
    return this;
  }

  /// The value of a member that is true or false; null counts as false.
  public boolean flag() throws JsonFault {
    return switch (kind()) {
      case TRUE -> true;
      case FALSE, NULL -> false;
      case OBJECT, ARRAY, STRING, INTEGER, DECIMAL ->
          throw new JsonFault(
              "'%s' must be true or false, was %s".formatted(name(), kind()), start());
    };
  }

  /// The name of the member whose value the cursor stands on, unescaped.
  public String name() throws JsonFault {
    try {
      return parser.currentName();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// The value if it is a string, unescaped; otherwise steps over the value and returns `""`.
  public String text() throws JsonFault {
    if (!is(Kind.STRING)) {
      skip();
      return "";
    }
    try {
      return parser.getText();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// True if the value is a string that starts so. `prefix` is ASCII.
  public boolean startsWith(String prefix) throws JsonFault {
    if (!is(Kind.STRING)) {
      return false;
    }
    try {
      char[] text = parser.getTextCharacters();
      int from = parser.getTextOffset();
      if (parser.getTextLength() < prefix.length()) {
        return false;
      }
      for (int i = 0; i < prefix.length(); i++) {
        if (text[from + i] != prefix.charAt(i)) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// The value if it is an integer within `long`; otherwise steps over it and returns −1.
  public long integer() throws JsonFault {
    try {
      if (!is(Kind.INTEGER) || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
        skip();
        return -1;
      }
      return parser.getLongValue();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// Offset of the value's first byte.
  public int start() {
    return base + (int) parser.currentTokenLocation().getByteOffset();
  }

  /// Offset behind the value's last byte. Of a container: behind its opening bracket, or behind its
  /// closing one once it was walked or skipped.
  public int end() throws JsonFault {
    try {
      parser.finishToken();
      return base + (int) parser.currentLocation().getByteOffset();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// Fails unless nothing but white space follows the value.
  public void requireEnd() throws JsonFault {
    if (advance() != null) {
      throw new JsonFault("more than one JSON value", start());
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot fail to close", e);
    }
  }

  private @Nullable JsonToken advance() throws JsonFault {
    try {
      return parser.nextToken();
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private JsonFault fault(IOException e) {
    if (!(e instanceof JsonProcessingException json)) {
      throw new UncheckedIOException("bytes in memory cannot fail to be read", e);
    }
    JsonLocation at = json.getLocation();
    long offset = at == null ? parser.currentLocation().getByteOffset() : at.getByteOffset();
    // Jackson's message may quote the body; only its first clause is about the form.
    return new JsonFault(reason(json.getOriginalMessage()), base + Math.max(0, offset));
  }

  private static String reason(String jackson) {
    if (jackson.startsWith("Duplicate field")) {
      return "a member is given twice in one object";
    }
    String message = OWN_SETTING.matcher(jackson).replaceAll("");
    int quote = message.indexOf('\'');
    int cut = quote < 0 ? message.indexOf('\n') : quote;
    return (cut < 0 ? message : message.substring(0, cut)).strip();
  }
}
