package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.OpenCalls;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.dialect.Wire;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads an answer of Converse or ConverseStream.
///
/// ```
/// messageStart ─▶ { [block start] ─▶ deltas ─▶ block stop } ─▶ messageStop ─▶ metadata
///       an exception, at any place, is the last
/// ```
///
/// Its state: which block is which tool's call, and whether that said any argument. Only a call has
/// a block start. The wire names neither the answer nor its model. Blocks of the provider's own
/// tools are passed over. A stream that ends behind `messageStop` without `metadata` is ended, its
/// usage unknown; one that ends before is not.
public final class ConverseFrameReader implements FrameReader {
  private final OpenCalls calls = new OpenCalls();
  private boolean begun;
  private boolean stopped;
  private boolean metered;
  private boolean over;

  @Override
  public void event(WireEvent event, Consumer<Frame> to) throws JsonFault {
    if (over || event.dataLines() == 0) {
      return;
    }
    byte[] data = event.data();
    int from = event.dataFrom();
    int end = event.dataTo();
    String type = event.name();
    if (event.failed()) {
      ProviderError said = ProviderError.read(0, Arrays.copyOfRange(data, from, end));
      last(new Frame.Broke(ConverseWords.thrown(type, said)), to);
      return;
    }
    switch (type) {
      case "messageStart" -> begin(to);
      case "contentBlockStart", "contentBlockDelta" -> {
        begin(to);
        ConverseEvent read = ConverseEvent.read(data, from, end);
        block(read.index, read.block, type.equals("contentBlockStart"), to);
      }
      case "contentBlockStop" -> calls.end(ConverseEvent.read(data, from, end).index, to);
      case "messageStop" -> {
        stop(ConverseEvent.read(data, from, end), to);
        if (metered) {
          end(to);
        }
      }
      case "metadata" -> {
        used(ConverseEvent.read(data, from, end).usage, to);
        metered = true;
        end(to);
      }
      default -> {} // a type that is younger than this reader
    }
  }

  private void begin(Consumer<Frame> to) {
    if (!begun) {
      begun = true;
      to.accept(new Frame.Began("", ""));
    }
  }

  private void last(Frame frame, Consumer<Frame> to) {
    begin(to);
    over = true;
    to.accept(frame);
  }

  private void block(int index, ConverseBlock block, boolean opens, Consumer<Frame> to) {
    if (opens && block.tool) {
      calls.begin(index, block.id, block.name, to);
    }
    calls.arguments(index, block.arguments, to);
    if (!block.text.isEmptyString()) {
      to.accept(new Frame.Text(0, block.text));
    }
    if (!block.thought.isEmptyString()) {
      to.accept(new Frame.Thought(0, block.thought));
    }
    if (!block.signature.isEmptyString()) {
      to.accept(new Frame.Sealed(0, new Seal(Wire.BEDROCK_CONVERSE, block.signature)));
    }
    if (!block.redacted.isEmptyString()) {
      to.accept(new Frame.Sealed(0, ConverseSeals.redacted(block.redacted)));
    }
  }

  private void stop(ConverseEvent event, Consumer<Frame> to) {
    begin(to);
    if (!stopped && !event.stopReason.isEmpty()) {
      stopped = true;
      to.accept(new Frame.Stopped(0, ConverseWords.stop(event.stopReason), event.stopReason, ""));
    }
  }

  private static void used(UsageReport report, Consumer<Frame> to) {
    report.whole().ifPresent(usage -> to.accept(new Frame.Used(usage)));
  }

  @Override
  public void end(Consumer<Frame> to) {
    if (stopped && !over) {
      last(new Frame.Ended(), to);
    }
  }

  @Override
  public void whole(byte[] body, Consumer<Frame> to) throws JsonFault {
    ConverseEvent read = ConverseEvent.read(body, 0, body.length);
    JsonSlice content = read.content;
    if (content == null && read.stopReason.isEmpty()) {
      last(new Frame.Broke(ProviderError.read(0, body)), to);
      return;
    }
    begin(to);
    if (content != null) {
      blocks(content, to);
    }
    stop(read, to);
    used(read.usage, to);
    last(new Frame.Ended(), to);
  }

  private void blocks(JsonSlice content, Consumer<Frame> to) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(content.bytes(), content.from(), content.to())) {
      if (!cursor.is(Kind.ARRAY)) {
        return;
      }
      for (int index = 0; cursor.nextElement(); index++) {
        var block = new ConverseBlock();
        block.read(cursor);
        block(index, block, true, to);
        calls.end(index, to);
      }
    }
  }
}
