package dev.weir.flow.bedrock;

import dev.weir.base.wire.EventStreamOutput;
import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Unmixed;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes an answer of Converse or ConverseStream.
///
/// ```
/// Began ─▶ messageStart ─▶ { [start of a tool's block] ─▶ deltas ─▶ block stop } ─▶
///   Ended ─▶ messageStop with why ─▶ metadata with all usage
/// ```
///
/// One block is open at a time. A usage that never came is written as zeros: the wire's clients
/// expect one. An error is an exception message.
public final class ConverseFrameWriter implements FrameWriter {
  private static final Usage NONE = Usage.of(0, 0, Provenance.ESTIMATED);

  private final Unmixed unmixed = new Unmixed(this::step);
  private ByteArrayOutputStream out = new ByteArrayOutputStream(0);
  private Block open = Block.NONE;
  private int index = -1;
  private @Nullable Seal toolSeal;
  private Frame.@Nullable Stopped stopped;
  private Usage usage = NONE;
  private boolean declined;

  /// What the open block is.
  private enum Block {
    NONE,
    TEXT,
    THOUGHT,
    TOOL
  }

  @Override
  public String streamType() {
    return EventStreamOutput.TYPE;
  }

  @Override
  public byte[] error(ProviderError error) {
    return ConverseWords.message(error);
  }

  @Override
  public byte[] whole(List<Frame> frames) {
    var answer = new ConverseBody();
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
      case Frame.Began _ ->
          event("messageStart", new JsonOutput().object().text("role", "assistant"));
      case Frame.Used(Usage used) -> usage = used;
      case Frame.Stopped how -> stopped = how;
      case Frame.Text(_, JsonSlice piece) -> text(piece);
      case Frame.Declined(_, JsonSlice piece) -> {
        declined = true;
        text(piece);
      }
      case Frame.Thought(_, JsonSlice piece) -> {
        open(Block.THOUGHT);
        reasoning("text", piece);
      }
      case Frame.Sealed(_, Seal seal) -> sealed(seal);
      case Frame.ToolBegan(_, _, String id, String name) -> tool(id, name);
      case Frame.ToolArguments(_, _, JsonSlice piece) -> {
        if (open == Block.TOOL) { // else white space behind whole arguments
          event(
              "contentBlockDelta",
              delta().object("toolUse").value("input", piece).endObject().endObject());
        }
      }
      case Frame.ToolSealed(_, _, Seal seal) -> toolSeal = seal.kept();
      case Frame.Broke(ProviderError error) ->
          EventStreamOutput.exception(
              ConverseWords.exception(error), ConverseWords.message(error), out);
      case Frame.Ended _ -> ended();
    }
  }

  private void event(String type, JsonOutput json) {
    EventStreamOutput.event(type, json.endObject().bytes(), out);
  }

  /// A delta, in which the piece is still to be written, and its object to be closed.
  private JsonOutput delta() {
    return new JsonOutput().object().number("contentBlockIndex", index).object("delta");
  }

  /// Opens a block unless such a one is open.
  private void open(Block kind) {
    if (open != kind) {
      close();
      index++;
      open = kind;
    }
  }

  private void text(JsonSlice piece) {
    open(Block.TEXT);
    event("contentBlockDelta", delta().value("text", piece).endObject());
  }

  private void reasoning(String member, JsonSlice piece) {
    event(
        "contentBlockDelta",
        delta().object("reasoningContent").value(member, piece).endObject().endObject());
  }

  private void sealed(Seal seal) {
    if (ConverseSeals.isRedacted(seal)) {
      close();
      open(Block.THOUGHT);
      reasoning("redactedContent", JsonSlice.quoted(ConverseSeals.data(seal)));
    } else {
      open(Block.THOUGHT);
      reasoning("signature", ConverseSeals.signature(seal));
    }
    close();
  }

  private void tool(String id, String name) {
    close();
    index++;
    open = Block.TOOL;
    event(
        "contentBlockStart",
        new JsonOutput()
            .object()
            .number("contentBlockIndex", index)
            .object("start")
            .object("toolUse")
            .text("toolUseId", id)
            .text("name", name)
            .endObject()
            .endObject());
  }

  /// Closes the open block. A tool's seal follows it as a thought without text.
  private void close() {
    if (open == Block.NONE) {
      return;
    }
    open = Block.NONE;
    event("contentBlockStop", new JsonOutput().object().number("contentBlockIndex", index));
    if (toolSeal != null) {
      Seal seal = toolSeal;
      toolSeal = null;
      sealed(seal);
    }
  }

  private void ended() {
    close();
    String reason = ConverseWords.reason(stopped, declined);
    event("messageStop", new JsonOutput().object().text("stopReason", reason));
    var metadata = new JsonOutput().object();
    ConverseWords.usage(usage, metadata);
    event("metadata", metadata.object("metrics").number("latencyMs", 0).endObject());
  }
}
