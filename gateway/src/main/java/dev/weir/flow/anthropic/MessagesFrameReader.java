package dev.weir.flow.anthropic;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.OpenCalls;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.AnthropicUsage;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.dialect.UsualFrame;
import dev.weir.flow.dialect.Wire;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads an answer of Anthropic's messages.
///
/// ```
/// message_start ─▶ { block start ─▶ deltas ─▶ block stop } ─▶ message_delta ─▶ message_stop
///       error, at any place, is the last
/// ```
///
/// Its state: which block is which tool's call, and whether that said any argument. Blocks of the
/// provider's own tools, citations and pings are passed over: no other wire can ask for them, nor
/// say them. A stream that ends without `message_stop` is not ended.
public final class MessagesFrameReader implements FrameReader {
  private final UsualFrame text = new UsualFrame();
  private final OpenCalls calls = new OpenCalls();
  private AnthropicUsage usage = new AnthropicUsage();
  private String id = "";
  private boolean begun;
  private boolean stopped;
  private boolean over;

  @Override
  public void event(WireEvent event, Consumer<Frame> to) throws JsonFault {
    byte[] data = event.data();
    int from = event.dataFrom();
    int end = event.dataTo();
    if (over || event.dataLines() == 0 || from == end) {
      return;
    }
    JsonSlice piece = text.pieceOf(data, from, end);
    if (piece != null) {
      to.accept(new Frame.Text(0, piece));
      return;
    }
    MessagesEvent read = MessagesEvent.read(data, from, end, usage);
    usage = read.figures();
    switch (read.type) {
      case "message_start" -> start(read, to);
      case "content_block_start" -> {
        begin("", "", to);
        blockStart(read.index, read.block, to);
      }
      case "content_block_delta" -> {
        begin("", "", to);
        delta(read, to);
        JsonSlice said = read.block.text;
        if (!said.isEmptyString() && text.learns()) {
          text.learn(data, from, end, said.from() + 1, said.to() - 1);
        }
      }
      case "content_block_stop" -> calls.end(read.index, to);
      case "message_delta" -> {
        stop(read, to);
        used(read.usage, stopped, to);
      }
      case "message_stop" -> end(new Frame.Ended(), to);
      case "error" -> {
        ProviderError error = ProviderError.read(0, Arrays.copyOfRange(data, from, end));
        end(new Frame.Broke(error), to);
      }
      default -> {} // a ping, or a type that is younger than this reader
    }
  }

  private void end(Frame last, Consumer<Frame> to) {
    begin("", "", to);
    over = true;
    to.accept(last);
  }

  private void begin(String named, String model, Consumer<Frame> to) {
    if (!begun) {
      begun = true;
      id = named;
      to.accept(new Frame.Began(named, model));
    }
  }

  /// A stream may be begun again by something in between that asked twice: the same answer is the
  /// same, another one has blocks of its own. A call that was being made cannot be taken back.
  private void start(MessagesEvent event, Consumer<Frame> to) {
    if (begun && !event.id.equals(id)) {
      id = event.id;
      if (!calls.isEmpty()) {
        String message = "another answer began within a tool's call";
        end(new Frame.Broke(new ProviderError(0, "api_error", "", message, "")), to);
        return;
      }
    }
    begin(event.id, event.model, to);
    used(event.usage, false, to);
  }

  private void used(boolean said, boolean whole, Consumer<Frame> to) {
    if (!said) {
      return;
    }
    switch (usage.report(whole)) {
      case UsageReport.Reported(var figures) -> to.accept(new Frame.Used(figures));
      case UsageReport.InputOnly(var figures) -> to.accept(new Frame.Used(figures));
      case UsageReport.Contradictory _, UsageReport.Missing _ -> {} // not known, so not said
    }
  }

  private void blockStart(int index, MessagesBlock block, Consumer<Frame> to) {
    switch (block.type) {
      case "tool_use" -> {
        calls.begin(index, block.id, block.name, to);
        calls.arguments(index, block.arguments, to);
      }
      case "redacted_thinking" ->
          to.accept(new Frame.Sealed(0, MessagesSeals.redacted(block.data)));
      case "text", "thinking" -> pieces(block, to);
      default -> {} // of one of the provider's own tools
    }
  }

  private void delta(MessagesEvent event, Consumer<Frame> to) {
    pieces(event.block, to);
    calls.arguments(event.index, event.block.arguments, to);
  }

  private static void pieces(MessagesBlock block, Consumer<Frame> to) {
    if (!block.text.isEmptyString()) {
      to.accept(new Frame.Text(0, block.text));
    }
    if (!block.thinking.isEmptyString()) {
      to.accept(new Frame.Thought(0, block.thinking));
    }
    if (!block.signature.isEmptyString()) {
      to.accept(new Frame.Sealed(0, new Seal(Wire.ANTHROPIC_MESSAGES, block.signature)));
    }
  }

  private void stop(MessagesEvent event, Consumer<Frame> to) {
    if (!stopped && !event.stopReason.isEmpty()) {
      stopped = true;
      to.accept(
          new Frame.Stopped(
              0, MessagesWords.stop(event.stopReason), event.stopReason, event.stopSequence));
    }
  }

  @Override
  public void end(Consumer<Frame> to) {
    // The wire has a word for its end.
  }

  @Override
  public void whole(byte[] body, Consumer<Frame> to) throws JsonFault {
    MessagesEvent read = MessagesEvent.read(body, 0, body.length, usage);
    JsonSlice content = read.content;
    if (read.type.equals("error") || (content == null && read.failed)) {
      end(new Frame.Broke(ProviderError.read(0, body)), to);
      return;
    }
    if (content == null) {
      throw new JsonFault("an answer has 'content'", 0);
    }
    begin(read.id, read.model, to);
    blocks(content, to);
    stop(read, to);
    usage = read.figures();
    used(read.usage, true, to);
    end(new Frame.Ended(), to);
  }

  private void blocks(JsonSlice content, Consumer<Frame> to) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(content.bytes(), content.from(), content.to())) {
      for (int index = 0; cursor.nextElement(); index++) {
        blockStart(index, MessagesBlock.read(cursor), to);
        calls.end(index, to);
      }
    }
  }
}
