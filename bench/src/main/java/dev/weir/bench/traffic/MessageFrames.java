package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// Answers as Anthropic gives them. Only the events with text have stamps.
final class MessageFrames implements Frames {
  private final byte[] opening =
      Frame.chunk(
          event(
                  "message_start",
                  "\"message\":{\"id\":\"msg_bench\",\"type\":\"message\",\"role\":\"assistant\","
                      + "\"model\":\"%s\",\"content\":[],\"stop_reason\":null,"
                          .formatted(Upstream.MODEL)
                      + "\"stop_sequence\":null,"
                      + "\"usage\":{\"input_tokens\":240,\"output_tokens\":1}}")
              + event(
                  "content_block_start",
                  "\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}"));
  private final Frame delta =
      new Frame(
          event(
              "content_block_delta",
              "\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + Stamp.BLANK + "%s\"}"),
          'x');
  private final byte[] closing =
      Frame.chunk(
          event("content_block_stop", "\"index\":0")
              + event(
                  "message_delta",
                  "\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},"
                      + "\"usage\":{\"output_tokens\":60}")
              + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");

  private static String event(String type, String members) {
    return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + members + "}\n\n";
  }

  @Override
  public byte[] json() {
    return """
    {"id":"msg_bench","type":"message","role":"assistant","model":"%s",\
    "content":[{"type":"text","text":"%s"}],\
    "stop_reason":"end_turn","stop_sequence":null,\
    "usage":{"input_tokens":240,"output_tokens":190}}\
    """
        .formatted(Upstream.MODEL, "y".repeat(Frames.TEXT_BYTES))
        .getBytes(US_ASCII);
  }

  @Override
  public void first(ByteBuf out) {
    out.writeBytes(opening);
  }

  @Override
  public void write(ByteBuf out, long nanos) {
    delta.write(out, nanos);
  }

  @Override
  public int last(ByteBuf out, long nanos) {
    out.writeBytes(closing);
    return 0;
  }
}
