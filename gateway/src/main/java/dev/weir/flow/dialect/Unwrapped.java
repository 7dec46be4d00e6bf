package dev.weir.flow.dialect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.Scan;
import dev.weir.base.wire.TopMembers;
import dev.weir.base.wire.WireEvent;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Gives an answer of Anthropic's wire that another vendor passed on, asked with a [Splice.Guise],
/// as Anthropic would: binary messages become server-sent events whose JSON is byte for byte that
/// of the message, and the vendor's own errors take Anthropic's shape. Events that are server-sent,
/// and whole answers, pass as they came. One thread.
final class Unwrapped implements AnswerEdit {
  private static final byte[] NOTHING = {};
  private static final byte[] EVENT = "event: ".getBytes(US_ASCII);
  private static final byte[] DATA = "\ndata: ".getBytes(US_ASCII);
  private static final byte[] BLANK_LINE = {'\n', '\n'};
  private static final byte[] TYPE = Scan.ascii("type");
  private static final byte[] ERROR = Scan.ascii("\"error\"");
  private static final int FAILED = 500;
  private static final int BAD_GATEWAY = 502;
  private static final String SERVER_SENT = "text/event-stream; charset=utf-8";

  private final int eventBytesMax;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private final TopMembers members = new TopMembers();
  private @Nullable EventReader messages;

  /// @param eventBytesMax longest message that is unwrapped; a longer one breaks the answer
  Unwrapped(int eventBytesMax) {
    this.eventBytesMax = eventBytesMax;
  }

  @Override
  public Head head(Head theirs) {
    if (Framing.of(theirs.contentType()) != Framing.EVENT_STREAM) {
      return theirs;
    }
    messages = Framing.EVENT_STREAM.reader(eventBytesMax, this::message);
    return new Head(theirs.status(), SERVER_SENT);
  }

  @Override
  public byte[] chunk(byte[] chunk) {
    if (messages == null) {
      return chunk;
    }
    messages.feed(chunk);
    return taken();
  }

  private byte[] taken() {
    if (out.size() == 0) {
      return NOTHING;
    }
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  @Override
  public byte[] end() {
    if (messages != null) {
      messages.end();
    }
    return taken();
  }

  @Override
  public byte[] torn() {
    return end();
  }

  @Override
  public byte[] whole(byte[] body) {
    return body;
  }

  /// One that a vendor in between has passed on from Anthropic has its shape already.
  @Override
  public byte[] error(int status, byte[] body) {
    return isOwn(body) ? body : error(ProviderError.read(status, body));
  }

  @Override
  public Optional<Broken> broken() {
    if (messages == null || !(messages.broken() || messages.overlong())) {
      return Optional.empty();
    }
    String what =
        messages.overlong()
            ? "an event longer than %d bytes".formatted(eventBytesMax)
            : "bytes that are no event";
    byte[] body = error(new ProviderError(BAD_GATEWAY, "", "", "the answer has " + what, ""));
    return Optional.of(
        new Broken(what, event("error", body), new Head(BAD_GATEWAY, "application/json"), body));
  }

  private void message(WireEvent event) {
    if (event.failed()) {
      byte[] said = Arrays.copyOfRange(event.data(), event.dataFrom(), event.dataTo());
      ProviderError read = ProviderError.read(status(event.name()), said);
      out.writeBytes(event("error", error(read)));
      return;
    }
    out.writeBytes(event(type(event), event.data(), event.dataFrom(), event.dataTo()));
  }

  /// Anthropic names its events by the type in their data.
  private String type(WireEvent event) {
    members.over(event.data(), event.dataFrom(), event.dataTo());
    while (members.next()) {
      if (members.nameIs(TYPE)) {
        return members.plainText();
      }
    }
    return "message";
  }

  private boolean isOwn(byte[] body) {
    members.over(body, 0, body.length);
    while (members.next()) {
      if (members.nameIs(TYPE) && members.valueIs(ERROR)) {
        return true;
      }
    }
    return false;
  }

  /// What a status would be for an exception of Bedrock's streams.
  private static int status(String exception) {
    return switch (exception) {
      case "throttlingException" -> 429;
      case "serviceUnavailableException" -> 503;
      case "modelTimeoutException" -> 504;
      case "validationException" -> 400;
      case "accessDeniedException" -> 403;
      default -> FAILED;
    };
  }

  private static byte[] error(ProviderError said) {
    return new JsonOutput()
        .object()
        .text("type", "error")
        .object("error")
        .text("type", ErrorShape.anthropicType(said.status()))
        .text("message", said.message())
        .endObject()
        .endObject()
        .bytes();
  }

  private static byte[] event(String type, byte[] json) {
    return event(type, json, 0, json.length);
  }

  /// JSON that spans lines is data of as many lines.
  private static byte[] event(String type, byte[] json, int from, int to) {
    var event = new ByteArrayOutputStream(to - from + 48);
    event.writeBytes(EVENT);
    event.writeBytes(type.getBytes(US_ASCII));
    event.writeBytes(DATA);
    int line = from;
    for (int at = from; at < to; at++) {
      if (json[at] == '\n') {
        event.write(json, line, at - line);
        event.writeBytes(DATA);
        line = at + 1;
      }
    }
    event.write(json, line, to - line);
    event.writeBytes(BLANK_LINE);
    return event.toByteArray();
  }
}
