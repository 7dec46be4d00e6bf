package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.Scan;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Unmixed;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes an answer of Anthropic's messages.
///
/// ```
/// Began ─▶ (held for a usage) ─▶ message_start ─▶ { open block ─▶ pieces ─▶ close } ─▶
///   Ended ─▶ message_delta with why it stopped and all usage ─▶ message_stop
/// ```
///
/// One block is open at a time. A usage that never came is written as zeros: the wire's clients
/// fail without one. A seal that stands alone is a thought without text.
public final class MessagesFrameWriter implements FrameWriter {
  private static final byte[] PIECE_END = Scan.ascii("\"}}\n\n");
  private static final Usage NONE = Usage.of(0, 0, Provenance.ESTIMATED);

  private final Occasion occasion;
  private final Unmixed unmixed = new Unmixed(this::step);
  private ByteArrayOutputStream out = new ByteArrayOutputStream(0);
  private Frame.@Nullable Began held;
  private Frame.@Nullable Stopped stopped;
  private Usage usage = NONE;
  private Block open = Block.NONE;
  private byte[] piece = {};
  private int index = -1;
  private @Nullable Seal toolSeal;
  private boolean declined;

  /// What the open block is.
  private enum Block {
    NONE,
    TEXT,
    THOUGHT,
    TOOL
  }

  public MessagesFrameWriter(Occasion occasion) {
    this.occasion = occasion;
  }

  @Override
  public String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public byte[] error(ProviderError error) {
    return MessagesWords.error(error);
  }

  @Override
  public byte[] whole(List<Frame> frames) {
    var answer = new MessagesAnswer(occasion.call(), occasion.asked().model());
    var apart = new Unmixed(answer::frame);
    frames.forEach(apart::frame);
    return answer.bytes();
  }

  @Override
  public void frame(Frame frame, ByteArrayOutputStream to) {
    out = to;
    unmixed.frame(frame);
  }

  private void step(Frame frame) {
    switch (frame) {
      case Frame.Began began -> held = began;
      case Frame.Used(Usage used) -> usage = used;
      case Frame.Stopped how -> stopped = how;
      case Frame.Text(_, JsonSlice text) -> piece(Block.TEXT, text);
      case Frame.Declined(_, JsonSlice text) -> {
        declined = true;
        piece(Block.TEXT, text);
      }
      case Frame.Thought(_, JsonSlice text) -> piece(Block.THOUGHT, text);
      case Frame.Sealed(_, Seal seal) -> sealed(seal);
      case Frame.ToolBegan began -> tool(began);
      case Frame.ToolArguments(_, _, JsonSlice arguments) -> {
        if (open == Block.TOOL) { // else white space behind whole arguments
          pieceOfOpen(arguments);
        }
      }
      case Frame.ToolSealed(_, _, Seal seal) -> toolSeal = seal.kept();
      case Frame.Broke(ProviderError error) -> {
        start();
        event("error", MessagesWords.error(error));
      }
      case Frame.Ended _ -> ended();
    }
  }

  private void start() {
    if (held == null) {
      return;
    }
    var json = new JsonOutput().object().text("type", "message_start").object("message");
    json.text("id", held.id().isEmpty() ? occasion.call() : held.id());
    json.text("type", "message").text("role", "assistant");
    json.text("model", held.model().isEmpty() ? occasion.asked().model() : held.model());
    json.array("content").endArray().nothing("stop_reason").nothing("stop_sequence");
    MessagesUsage.write(usage, json);
    held = null;
    event("message_start", json.endObject().endObject().bytes());
  }

  private void event(String name, byte[] json) {
    out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(json);
    out.write('\n');
    out.write('\n');
  }

  private void piece(Block kind, JsonSlice text) {
    if (open != kind) {
      open(kind);
    }
    pieceOfOpen(text);
  }

  private void pieceOfOpen(JsonSlice text) {
    out.writeBytes(piece);
    text.writeInsideTo(out);
    out.writeBytes(PIECE_END);
  }

  private void open(Block kind) {
    JsonOutput json = beginBlock();
    if (kind == Block.TEXT) {
      json.text("type", "text").text("text", "");
      piecesOf("text_delta", "text");
    } else {
      json.text("type", "thinking").text("thinking", "").text("signature", "");
      piecesOf("thinking_delta", "thinking");
    }
    open = kind;
    event("content_block_start", json.endObject().endObject().bytes());
  }

  private JsonOutput beginBlock() {
    start();
    close();
    index++;
    return new JsonOutput()
        .object()
        .text("type", "content_block_start")
        .number("index", index)
        .object("content_block");
  }

  /// Learns what stands before each piece of the open block.
  private void piecesOf(String delta, String member) {
    piece =
        Scan.ascii(
            "event: content_block_delta\ndata: "
                + "{\"type\":\"content_block_delta\",\"index\":%d,\"delta\":{\"type\":\"%s\",\"%s\":\""
                    .formatted(index, delta, member));
  }

  private void tool(Frame.ToolBegan began) {
    JsonOutput json = beginBlock();
    json.text("type", "tool_use").text("id", began.id()).text("name", began.name());
    json.object("input").endObject();
    piecesOf("input_json_delta", "partial_json");
    open = Block.TOOL;
    event("content_block_start", json.endObject().endObject().bytes());
  }

  private void sealed(Seal seal) {
    if (MessagesSeals.isRedacted(seal)) {
      JsonOutput json = beginBlock();
      json.text("type", "redacted_thinking").text("data", MessagesSeals.data(seal));
      event("content_block_start", json.endObject().endObject().bytes());
      stop();
      return;
    }
    if (open != Block.THOUGHT) {
      open(Block.THOUGHT);
    }
    event(
        "content_block_delta",
        new JsonOutput()
            .object()
            .text("type", "content_block_delta")
            .number("index", index)
            .object("delta")
            .text("type", "signature_delta")
            .value("signature", MessagesSeals.signature(seal))
            .endObject()
            .endObject()
            .bytes());
    close();
  }

  /// Closes the open block. A tool's seal follows it as a thought without text.
  private void close() {
    if (open == Block.NONE) {
      return;
    }
    open = Block.NONE;
    stop();
    if (toolSeal != null) {
      Seal seal = toolSeal;
      toolSeal = null;
      sealed(seal);
    }
  }

  private void stop() {
    event(
        "content_block_stop",
        new JsonOutput()
            .object()
            .text("type", "content_block_stop")
            .number("index", index)
            .endObject()
            .bytes());
  }

  private void ended() {
    start();
    close();
    var json = new JsonOutput().object().text("type", "message_delta").object("delta");
    MessagesAnswer.stop(stopped, declined, json);
    json.endObject();
    MessagesUsage.writeAtEnd(usage, json);
    event("message_delta", json.endObject().bytes());
    event("message_stop", Scan.ascii("{\"type\":\"message_stop\"}"));
  }
}
