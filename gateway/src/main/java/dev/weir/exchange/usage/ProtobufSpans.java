package dev.weir.exchange.usage;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;

/// An export of traces in OTLP's protobuf (opentelemetry-proto 1: trace, resource and common), read
/// in one pass. Used once, by one thread.
///
/// What has no meaning here (events, links, names, and with them most of what a prompt says) is
/// skipped unread, and nothing is kept of a span but what a [UsageSpan] has: the messages made for
/// every field would be a hundred times the bytes of an export that is made to be.
final class ProtobufSpans {
  private static final int VARINT = WireFormat.WIRETYPE_VARINT;
  private static final int FIXED64 = WireFormat.WIRETYPE_FIXED64;
  private static final int LENGTH = WireFormat.WIRETYPE_LENGTH_DELIMITED;

  private static final int RESOURCE_SPANS = (1 << 3) | LENGTH;
  private static final int RESOURCE = (1 << 3) | LENGTH;
  private static final int RESOURCE_ATTRIBUTE = (1 << 3) | LENGTH;
  private static final int SCOPE_SPANS = (2 << 3) | LENGTH;
  private static final int SPAN = (2 << 3) | LENGTH;

  private static final int TRACE_ID = (1 << 3) | LENGTH;
  private static final int SPAN_ID = (2 << 3) | LENGTH;
  private static final int PARENT_ID = (4 << 3) | LENGTH;
  private static final int START_NANOS = (7 << 3) | FIXED64;
  private static final int SPAN_ATTRIBUTE = (9 << 3) | LENGTH;
  private static final int STATUS = (15 << 3) | LENGTH;
  private static final int STATUS_CODE = (3 << 3) | VARINT;

  private static final int KEY = (1 << 3) | LENGTH;
  private static final int VALUE = (2 << 3) | LENGTH;
  private static final int TEXT_VALUE = (1 << 3) | LENGTH;
  private static final int FLAG_VALUE = (2 << 3) | VARINT;
  private static final int INT_VALUE = (3 << 3) | VARINT;
  private static final int DOUBLE_VALUE = (4 << 3) | FIXED64;

  private final CodedInputStream in;
  private final Consumer<UsageSpan> spans;

  private ProtobufSpans(CodedInputStream in, Consumer<UsageSpan> spans) {
    this.in = in;
    this.spans = spans;
  }

  /// Reads a field, by its number and type; false if it is none that anybody asks for.
  private interface Field {
    boolean read(int tag) throws IOException;
  }

  /// Bytes that are no export of traces are an [IllegalArgumentException].
  static void read(byte[] export, Consumer<UsageSpan> spans) {
    CodedInputStream in = CodedInputStream.newInstance(export);
    ProtobufSpans reader = new ProtobufSpans(in, spans);
    try {
      reader.fields(tag -> tag == RESOURCE_SPANS && reader.resourceSpans());
    } catch (IOException broken) {
      throw new IllegalArgumentException(
          "the body is no export of traces in protobuf: at byte %d of %d: %s"
              .formatted(in.getTotalBytesRead(), export.length, broken.getMessage()),
          broken);
    }
  }

  /// Everything up to the end of the message that is being read.
  private void fields(Field known) throws IOException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!known.read(tag) && !in.skipField(tag)) {
        throw new InvalidProtocolBufferException("a group ends that did not begin");
      }
    }
  }

  /// The message that is a field's value; true, as the field is known.
  private boolean message(Field known) throws IOException {
    int rest = in.pushLimit(in.readRawVarint32());
    fields(known);
    in.popLimit(rest);
    return true;
  }

  /// Fields come in any order: the resource's attributes are whole when its message is.
  private boolean resourceSpans() throws IOException {
    Attributes shared = new Attributes(new HashMap<>());
    return message(tag ->
        switch (tag) {
          case RESOURCE -> message(of -> of == RESOURCE_ATTRIBUTE && attribute(shared));
          case SCOPE_SPANS -> message(of -> of == SPAN && span(shared));
          default -> false;
        });
  }

  private boolean span(Attributes shared) throws IOException {
    SpanFields span = new SpanFields();
    message(span);
    spans.accept(new UsageSpan(span.head(), span.own, shared));
    return true;
  }

  /// The fields of a span, being read.
  private final class SpanFields implements Field {
    private final Attributes own = new Attributes(new HashMap<>());
    private String trace = "";
    private String id = "";
    private String parent = "";
    private long startNanos;
    private int status;

    @Override
    public boolean read(int tag) throws IOException {
      switch (tag) {
        case TRACE_ID -> trace = hex();
        case SPAN_ID -> id = hex();
        case PARENT_ID -> parent = hex();
        case START_NANOS -> startNanos = in.readFixed64();
        case SPAN_ATTRIBUTE -> attribute(own);
        case STATUS -> message(this::ofStatus);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean ofStatus(int tag) throws IOException {
      if (tag == STATUS_CODE) {
        status = in.readEnum();
        return true;
      }
      return false;
    }

    UsageSpan.Head head() {
      return new UsageSpan.Head(trace, id, parent, Long.toUnsignedString(startNanos), status);
    }
  }

  private String hex() throws IOException {
    return HexFormat.of().formatHex(in.readByteArray());
  }

  private boolean attribute(Attributes to) throws IOException {
    AttributeFields attribute = new AttributeFields();
    message(attribute);
    attribute.putInto(to.values());
    return true;
  }

  /// The fields of an attribute and of its value, being read; lists and maps are passed over.
  private final class AttributeFields implements Field {
    private String key = "";
    private String value = "";
    private boolean said;

    @Override
    public boolean read(int tag) throws IOException {
      switch (tag) {
        case KEY -> key = in.readStringRequireUtf8();
        case VALUE -> message(this::ofValue);
        default -> {
          return false;
        }
      }
      return true;
    }

    private boolean ofValue(int tag) throws IOException {
      switch (tag) {
        case TEXT_VALUE -> value = in.readStringRequireUtf8();
        case FLAG_VALUE -> value = Boolean.toString(in.readBool());
        case INT_VALUE -> value = Long.toString(in.readInt64());
        case DOUBLE_VALUE -> value = Double.toString(in.readDouble());
        default -> {
          return false;
        }
      }
      said = true;
      return true;
    }

    void putInto(Map<String, String> values) {
      if (said) {
        values.put(key, value);
      }
    }
  }
}
