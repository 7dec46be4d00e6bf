package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.GeminiUsage;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.UsageReport;
import dev.weir.flow.dialect.UsualFrame;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Reads an answer of generateContent or streamGenerateContent.
///
/// ```
/// start ──first chunk──▶ begun ──finishReason of each choice──▶ finished ──the stream's end──▶ over
///   └──blockReason of the prompt─────────────────────────────────▲
///   └──────────── error ──┴──────────── error ────────────────────────────────────────────────▶ over
/// ```
///
/// Its state: how many calls each choice made, since a call has no number and need not have an id,
/// and why each finished. A finish and the usage are kept until the end: chunks follow a finish,
/// and each repeats the usage so far, of which only the last counts. The wire has no word for its
/// end: a stream is whole if every choice had finished. A body may be an array of chunks, which is
/// how the provider streams to whoever does not ask for events. Parts of the provider's own tools
/// are passed over; pictures are not: the answer is then malformed for every other wire.
public final class GenerateFrameReader implements FrameReader {
  private final UsualFrame usual = new UsualFrame();
  private final Map<Integer, GenerateChoice> choices = new TreeMap<>();
  private final GeminiUsage usage = new GeminiUsage();
  private int usualChoice;
  private boolean usualIsThought;
  private String id = "";
  private String blocked = "";
  private boolean begun;
  private boolean figures;
  private boolean over;

  @Override
  public void event(WireEvent event, Consumer<Frame> to) throws JsonFault {
    byte[] data = event.data();
    int from = event.dataFrom();
    int end = event.dataTo();
    if (over || event.dataLines() == 0 || from == end) {
      return;
    }
    JsonSlice piece = usual.pieceOf(data, from, end);
    if (piece != null) {
      to.accept(
          usualIsThought
              ? new Frame.Thought(usualChoice, piece)
              : new Frame.Text(usualChoice, piece));
      return;
    }
    GenerateChunk chunk;
    try (JsonCursor cursor = JsonCursor.over(data, from, end)) {
      chunk = GenerateChunk.read(cursor, usage);
      cursor.requireEnd();
    }
    chunk(chunk, to);
    if (!over && usual.learns()) {
      learn(chunk, data, from, end);
    }
  }

  /// Only a lone text or thought repeats, in chunks that leave the usage to the last.
  private void learn(GenerateChunk chunk, byte[] data, int from, int end) {
    if (chunk.usage || chunk.candidates.size() != 1 || !chunk.blocked.isEmpty()) {
      return;
    }
    GenerateChunk.Candidate candidate = chunk.candidates.getFirst();
    if (!candidate.finish.isEmpty() || candidate.said.size() != 1) {
      return;
    }
    GenerateChunk.Said said = candidate.said.getFirst();
    if (!said.call && said.signature.isEmptyString() && !said.text.isEmptyString()) {
      usual.learn(data, from, end, said.text.from() + 1, said.text.to() - 1);
      usualChoice = candidate.index;
      usualIsThought = said.thought;
    }
  }

  private void chunk(GenerateChunk chunk, Consumer<Frame> to) {
    byte[] error = chunk.error;
    if (error != null) {
      over = true;
      to.accept(new Frame.Broke(ProviderError.read(0, error)));
      return;
    }
    begin(chunk, to);
    if (chunk.usage && !figures) { // for wires that begin with what was put in
      figures = true;
      used(false, to);
    }
    blocked = blocked.isEmpty() ? chunk.blocked : blocked;
    for (GenerateChunk.Candidate candidate : chunk.candidates) {
      choices
          .computeIfAbsent(candidate.index, at -> new GenerateChoice(at, id))
          .said(candidate, to);
    }
  }

  private void begin(GenerateChunk chunk, Consumer<Frame> to) {
    if (!begun) {
      begun = true;
      id = chunk.id;
      to.accept(new Frame.Began(chunk.id, chunk.model));
    }
  }

  private void used(boolean whole, Consumer<Frame> to) {
    switch (usage.report(whole)) {
      case UsageReport.Reported(var said) -> to.accept(new Frame.Used(said));
      case UsageReport.InputOnly(var said) -> to.accept(new Frame.Used(said));
      case UsageReport.Contradictory _, UsageReport.Missing _ -> {} // not known, so not said
    }
  }

  @Override
  public void end(Consumer<Frame> to) {
    boolean finished = choices.values().stream().allMatch(GenerateChoice::finished);
    if (!over && (!blocked.isEmpty() || (!choices.isEmpty() && finished))) {
      done(to);
    }
  }

  /// A prompt that was blocked has no choice, or one that was cut.
  private void done(Consumer<Frame> to) {
    if (choices.isEmpty()) {
      to.accept(new Frame.Stopped(0, Stop.FILTERED, blocked, ""));
    }
    choices.values().forEach(choice -> choice.stopped(blocked, to));
    used(true, to);
    over = true;
    to.accept(new Frame.Ended());
  }

  @Override
  public void whole(byte[] body, Consumer<Frame> to) throws JsonFault {
    try (JsonCursor cursor = JsonCursor.over(body)) {
      if (cursor.is(Kind.ARRAY)) {
        while (!over && cursor.nextElement()) {
          chunk(GenerateChunk.read(cursor, usage), to);
        }
      } else {
        chunk(GenerateChunk.read(cursor, usage), to);
      }
      if (!over) {
        cursor.requireEnd();
      }
    }
    if (over) {
      return;
    }
    if (choices.isEmpty() && blocked.isEmpty()) {
      throw new JsonFault("the answer has no candidate", 0);
    }
    done(to);
  }
}
