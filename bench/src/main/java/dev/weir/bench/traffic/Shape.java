package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

/// The traffic: how many connections ask for what, and how often.
///
/// @param perSecond requests over all connections; 0 for as soon as the last was answered
/// @param promptBytes length of the one message of a request
public record Shape(String name, Reply reply, int connections, int perSecond, int promptBytes) {
  /// A prompt that makes a request body of about 1 KB.
  public static final int USUAL_PROMPT = 900;

  /// Whether frames are counted, or whole answers.
  public boolean frames() {
    return reply.streams();
  }

  /// What one connection sends each time.
  byte[] request(Target target, int connection) {
    String body =
        """
        {"model":"%s","messages":[{"role":"user","content":"%s%s"}],"max_tokens":4096%s}\
        """
            .formatted(
                Upstream.MODEL,
                reply.mark(),
                "z".repeat(promptBytes),
                reply.streams()
                    ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}"
                    : "");
    StringBuilder head = new StringBuilder("POST /v1/chat/completions HTTP/1.1\r\n");
    head.append("host: 127.0.0.1\r\ncontent-type: application/json\r\n");
    head.append("accept: */*\r\nuser-agent: bench\r\n");
    for (String line : target.headers()) {
      head.append(line.replace("{n}", Integer.toString(connection % 50))).append("\r\n");
    }
    head.append("content-length: ").append(body.length()).append("\r\n\r\n");
    return head.append(body).toString().getBytes(US_ASCII);
  }
}
