package dev.weir.simulator.replay;

import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Step;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One recorded answer.
///
/// @param name `file#line` in a JSON lines file, `file#number` of the interaction in a YAML file,
///   both from 1
/// @param headers those of the answer that do not depend on the connection, with lower-case names
/// @param body without any content encoding
public record Recording(
    String name, String uri, int status, Map<String, String> headers, Buffer body) {
  private static final String MESSAGES = "application/vnd.amazon.eventstream";
  private static final int MESSAGE_MIN = 16;

  public Recording {
    headers = Map.copyOf(headers);
  }

  public boolean isStreaming() {
    return contentType().startsWith("text/event-stream") || isBinary();
  }

  private boolean isBinary() {
    return contentType().startsWith(MESSAGES);
  }

  private String contentType() {
    return headers.getOrDefault("content-type", "");
  }

  /// What the provider said it used, in canonical form; empty when the body does not say it in a
  /// known way.
  public Optional<Usage> usage() {
    return RecordedUsage.of(body.toString(), isStreaming());
  }

  /// The body event by event; together exactly the body.
  public Iterator<Step> frames() {
    var frames = new ArrayList<Step>();
    int from = 0;
    while (from < body.length()) {
      int to = endOfEvent(from);
      frames.add(new Step.Frame(body.getBuffer(from, to), 0));
      from = to;
    }
    return List.copyOf(frames).iterator();
  }

  private int endOfEvent(int from) {
    if (isBinary()) {
      return endOfMessage(from);
    }
    for (int i = from; i + 1 < body.length(); i++) {
      if (body.getByte(i) == '\n' && (isLineEnd(i + 1) || isCrLf(i + 1))) {
        return isLineEnd(i + 1) ? i + 2 : i + 3;
      }
    }
    return body.length();
  }

  // Each of AWS's messages begins with its length.
  private int endOfMessage(int from) {
    boolean whole = body.length() - from >= MESSAGE_MIN;
    int length = whole ? body.getInt(from) : 0;
    return length >= MESSAGE_MIN && length <= body.length() - from ? from + length : body.length();
  }

  private boolean isLineEnd(int at) {
    return body.getByte(at) == '\n';
  }

  private boolean isCrLf(int at) {
    return body.getByte(at) == '\r' && at + 1 < body.length() && isLineEnd(at + 1);
  }
}
