package dev.weir.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/// Answers as OpenAI gives them to a chat. The usage is a frame of its own, with a stamp like all.
final class ChatFrames implements Frames {
  private static final String OPENING =
      "data: {\"id\":\"%s\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\""
          .formatted(Stamp.BLANK, Upstream.MODEL);

  private final Frame delta =
      new Frame(
          OPENING
              + ",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"},\"finish_reason\":null}]}\n\n",
          'x');
  private final Frame usage =
      new Frame(
          OPENING
              + ",\"choices\":[],\"usage\":{\"prompt_tokens\":240,\"completion_tokens\":60,"
              + "\"total_tokens\":300}%s}\n\n",
          ' ');
  private final byte[] done = Frame.chunk("data: [DONE]\n\n");

  @Override
  public byte[] json() {
    return """
    {"id":"chatcmpl-bench","object":"chat.completion","created":1,"model":"%s",\
    "choices":[{"index":0,"message":{"role":"assistant","content":"%s"},\
    "finish_reason":"stop"}],\
    "usage":{"prompt_tokens":240,"completion_tokens":190,"total_tokens":430}}\
    """
        .formatted(Upstream.MODEL, "y".repeat(Frames.TEXT_BYTES))
        .getBytes(US_ASCII);
  }

  @Override
  public void first(ByteBuf out) {}

  @Override
  public void write(ByteBuf out, long nanos) {
    delta.write(out, nanos);
  }

  @Override
  public int last(ByteBuf out, long nanos) {
    usage.write(out, nanos);
    out.writeBytes(done);
    return 1;
  }
}
