package dev.weir.view.replay;

import java.nio.charset.StandardCharsets;

/// Writes request bodies: about four bytes of English for each traced input token, and at the end
/// the directive that tells Weir's simulator what to answer and to report. Other providers read the
/// directive as text, and answer what they like.
final class CallBody {
  static final int BYTES_PER_TOKEN = 4;

  private static final byte[] TEXT = text();
  private static final int STEP = 1_013;

  private CallBody() {}

  static byte[] of(PlannedCall call) {
    String directive =
        call.cached() == 0
            ? " [[sim in=%d out=%d]]".formatted(call.input(), call.output())
            : " [[sim in=%d out=%d cached=%d]]"
                .formatted(call.input(), call.output(), call.cached());
    String head =
        "{\"model\":\"%s\",\"max_tokens\":%d%s,\"messages\":[{\"role\":\"user\",\"content\":\""
            .formatted(call.model(), call.maxTokens(), streaming(call));
    byte[] before = head.getBytes(StandardCharsets.UTF_8);
    byte[] after = (directive + "\"}]}").getBytes(StandardCharsets.UTF_8);
    long wanted = (long) call.input() * BYTES_PER_TOKEN - directive.length();
    int length = Math.toIntExact(Math.max(0, wanted));
    byte[] body = new byte[before.length + length + after.length];
    System.arraycopy(before, 0, body, 0, before.length);
    fill(body, before.length, length, (int) ((long) call.row() * STEP % TEXT.length));
    System.arraycopy(after, 0, body, before.length + length, after.length);
    return body;
  }

  private static String streaming(PlannedCall call) {
    if (!call.stream()) {
      return "";
    }
    return switch (call.dialect()) {
      case OPENAI -> ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";
      case ANTHROPIC -> ",\"stream\":true";
    };
  }

  private static void fill(byte[] body, int offset, int length, int from) {
    int at = offset;
    int rest = length;
    int source = from;
    while (rest > 0) {
      int part = Math.min(rest, TEXT.length - source);
      System.arraycopy(TEXT, source, body, at, part);
      at += part;
      rest -= part;
      source = 0;
    }
  }

  /// Prose that needs no escapes in JSON.
  private static byte[] text() {
    return """
    The customer wrote on Tuesday that the second delivery had not arrived, although the carrier's
    page says that it was handed over at noon. Please read the order, the notes of the warehouse and
    the three earlier messages, and propose an answer of at most five sentences: say what happened,
    what we do next, and by when. If the contract grants a refund, name the clause. Keep the tone
    calm and plain; no promises about dates that the carrier has not confirmed. Where two documents
    disagree, the later one holds, unless the earlier one was signed by both sides. List the open
    questions at the end, each with the person who can settle it, and the cost if nobody does.
    """
        .replace('\n', ' ')
        .getBytes(StandardCharsets.US_ASCII);
  }
}
