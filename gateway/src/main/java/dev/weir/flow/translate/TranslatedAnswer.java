package dev.weir.flow.translate;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.ErrorShape;
import dev.weir.flow.dialect.ProviderError;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A provider's answer made one of the caller's wire: its events are read as frames, and the frames
/// written again.
///
/// ```
/// open ──Ended──▶ ended          (the caller's stream has its end; what follows is not read)
///   └──error, fault, an end without Ended──▶ broken   (nothing more is passed on)
/// ```
///
/// One thread.
final class TranslatedAnswer implements AnswerEdit {
  private static final byte[] NOTHING = {};
  private static final String JSON = "application/json";
  private static final int BAD_GATEWAY = 502;
  private static final int UNAVAILABLE = 503;
  private static final int OVERLOADED = 529;

  private final FrameReader reader;
  private final FrameWriter writer;
  private final Terms terms;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
  private EventReader events;
  private boolean ended;
  private @Nullable Broken broken;

  /// @param caller whose manners the caller expects
  /// @param stream whether the caller wants a stream
  /// @param eventBytesMax longest event that is carried
  record Terms(Dialect caller, boolean stream, int eventBytesMax) {}

  TranslatedAnswer(FrameReader reader, FrameWriter writer, Terms terms) {
    this.reader = reader;
    this.writer = writer;
    this.terms = terms;
    this.events = Framing.SSE.reader(terms.eventBytesMax(), this::event);
  }

  /// A stream that was asked for is one for the caller even if the provider gives it whole.
  @Override
  public Head head(Head theirs) {
    if (theirs.isError()) {
      return errorHead(theirs.status());
    }
    Framing framing = Framing.of(theirs.contentType());
    if (framing != Framing.NONE) {
      events = framing.reader(terms.eventBytesMax(), this::event);
      if (!terms.stream()) {
        fault("a stream came where none was asked for");
      }
    }
    return new Head(theirs.status(), terms.stream() ? writer.streamType() : JSON);
  }

  /// Anthropic's own word for an overload is known to its clients only.
  private Head errorHead(int theirs) {
    boolean unknown = theirs == OVERLOADED && terms.caller() != Dialect.ANTHROPIC;
    int status = unknown ? UNAVAILABLE : theirs;
    return new Head(status, JSON, ErrorShape.headers(terms.caller(), status));
  }

  @Override
  public byte[] chunk(byte[] chunk) {
    if (broken != null || ended) {
      return NOTHING;
    }
    events.feed(chunk);
    if (events.overlong()) {
      fault("an event is longer than %d bytes".formatted(terms.eventBytesMax()));
    }
    if (events.broken()) {
      fault("bytes are no event");
    }
    return written();
  }

  @Override
  public byte[] end() {
    if (broken != null || ended) {
      return NOTHING;
    }
    events.end();
    guarded(() -> reader.end(this::frame));
    if (!ended) {
      fault("the stream ended before its answer did");
    }
    return written();
  }

  /// The caller has all that was whole; what began goes down with the stream.
  @Override
  public byte[] torn() {
    return NOTHING;
  }

  @Override
  public byte[] whole(byte[] body) {
    List<Frame> frames = new ArrayList<>();
    guarded(() -> reader.whole(body, terms.stream() ? this::frame : frames::add));
    if (broken != null) {
      return NOTHING;
    }
    if (terms.stream()) {
      return written();
    }
    return switch (frames.getLast()) {
      case Frame.Broke(ProviderError error) -> {
        breaks("", error);
        yield NOTHING;
      }
      case Frame.Ended _ -> writer.whole(frames);
      case Frame _ -> throw new IllegalStateException("a whole answer ends");
    };
  }

  @Override
  public byte[] error(int status, byte[] body) {
    return writer.error(ProviderError.read(status, body));
  }

  @Override
  public Optional<Broken> broken() {
    return Optional.ofNullable(broken);
  }

  private byte[] written() {
    if (out.size() == 0) {
      return NOTHING;
    }
    byte[] bytes = out.toByteArray();
    out.reset();
    return bytes;
  }

  private void event(WireEvent event) {
    guarded(() -> reader.event(event, this::frame));
  }

  private interface Step {
    void run() throws JsonFault;
  }

  private void guarded(Step step) {
    if (broken != null || ended) {
      return;
    }
    try {
      step.run();
    } catch (JsonFault malformed) {
      fault("the answer is malformed: " + malformed.getMessage());
    }
  }

  private void frame(Frame frame) {
    if (broken != null || ended) {
      return;
    }
    if (frame instanceof Frame.Broke(ProviderError error)) {
      breaks("", error);
      return;
    }
    ended = frame instanceof Frame.Ended;
    writer.frame(frame, out);
  }

  private void fault(String what) {
    if (broken == null) {
      breaks(what, new ProviderError(BAD_GATEWAY, "", "upstream_failed", what, ""));
    }
  }

  /// The event is written first: it goes on with the stream, the body begins anew.
  private void breaks(String fault, ProviderError said) {
    ProviderError error = said.answered();
    var event = new ByteArrayOutputStream(0);
    if (terms.stream()) {
      writer.frame(new Frame.Broke(error), event);
    }
    Head head = errorHead(error.status());
    broken = new Broken(fault, event.toByteArray(), head, writer.error(error));
  }
}
