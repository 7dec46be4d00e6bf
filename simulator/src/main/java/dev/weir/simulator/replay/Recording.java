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
  private static final int BLANK_LINE = 2;

  public Recording {
    headers = Map.copyOf(headers);
  }

  public boolean isStreaming() {
    return headers.getOrDefault("content-type", "").startsWith("text/event-stream");
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
    for (int i = from; i + 1 < body.length(); i++) {
      if (body.getByte(i) == '\n' && body.getByte(i + 1) == '\n') {
        return i + BLANK_LINE;
      }
    }
    return body.length();
  }
}
