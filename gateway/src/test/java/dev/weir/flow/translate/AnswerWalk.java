package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.Streams;
import dev.weir.flow.conversation.Told;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Recordings.Recorded;
import dev.weir.flow.edge.Spoken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// What the callers of one pair are told of every recorded answer and stream of its target's wire:
/// it is read by the callers' own reader, held against what the callers' vendor says of the form,
/// and compared by what it says.
final class AnswerWalk {
  private static final int EVENT_BYTES_MAX = 1 << 22;
  private static final int PIECE = 61;

  /// An error, a background answer that has only begun, arguments in pieces.
  private static final Pattern UNFIT =
      Pattern.compile("\"error\": ?[{\"]|\"partialArgs\"|\"willContinue\"");

  /// Of a whole answer: every stream begins so.
  private static final Pattern ONLY_BEGUN =
      Pattern.compile("^\\s*\\{(?s:.*)\"status\": ?\"(queued|in_progress)\"");

  /// Made by hand: events lack their last brace, an answer begins within another.
  private static final Pattern BY_HAND =
      Pattern.compile(".*/(parallel-tool-call-wrapper.1|spliced-message-start).chunks.txt");

  private final Pair pair;
  private final VendorSchema schema;
  private final List<String> wrong = new ArrayList<>();
  private int answers;
  private int streams;
  private int unfit;

  private AnswerWalk(Pair pair) throws IOException {
    this.pair = pair;
    schema = VendorSchema.of(pair.from());
  }

  static AnswerWalk of(Pair pair) throws IOException {
    var walk = new AnswerWalk(pair);
    for (Spoken spoken : RecordedCalls.answers(pair.to())) {
      try {
        walk.answer(spoken);
      } catch (RuntimeException bug) {
        walk.wrong.add("%s fails: %s".formatted(spoken.recorded().where(), bug));
      }
    }
    return walk;
  }

  /// What went otherwise than it must, each with its recording.
  List<String> wrong() {
    return wrong;
  }

  /// Whole ones that the callers were told.
  int answers() {
    return answers;
  }

  int streams() {
    return streams;
  }

  /// How many others are none that a caller can be told: their provider says within them that it
  /// failed, or they are not finished, or hold what only an option of their own wire asks for.
  int unfit() {
    return unfit;
  }

  private void answer(Spoken spoken) throws IOException {
    Recorded recorded = spoken.recorded();
    boolean stream = recorded.framing() != Framing.NONE;
    AnswerEdit edit = Question.answered(pair.from(), pair.to(), stream);
    AnswerEdit.Head head =
        edit.head(
            new AnswerEdit.Head(
                200,
                switch (recorded.framing()) {
                  case NONE -> "application/json";
                  case SSE -> "text/event-stream";
                  case LINES, EVENT_STREAM -> recorded.contentType();
                }));
    byte[] told = stream ? streamed(edit, recorded.answer()) : edit.whole(recorded.answer());
    if (edit.broken().isPresent()) {
      unfit(recorded, edit.broken().get());
      return;
    }
    if (stream) {
      streams++;
    } else {
      answers++;
    }
    var as = new Recorded(recorded.where(), "", "", "", 200, head.contentType(), "", told);
    valid(recorded.where(), as);
    same(spoken, as);
  }

  /// In pieces, cut within characters too, whose bytes are used for something else once they are
  /// read.
  private static byte[] streamed(AnswerEdit edit, byte[] answer) {
    var told = new ByteArrayOutputStream();
    for (int from = 0; from < answer.length; from += PIECE) {
      byte[] piece = Arrays.copyOfRange(answer, from, Math.min(answer.length, from + PIECE));
      told.writeBytes(edit.chunk(piece));
      Arrays.fill(piece, (byte) '!');
    }
    told.writeBytes(edit.end());
    return told.toByteArray();
  }

  /// By the recording itself, whatever the fault is said to be.
  private void unfit(Recorded recorded, AnswerEdit.Broken how) {
    unfit++;
    String answer = new String(recorded.answer(), UTF_8);
    boolean excused =
        UNFIT.matcher(answer).find()
            || ONLY_BEGUN.matcher(answer).find()
            || BY_HAND.matcher(recorded.where()).matches();
    if (!excused) {
      wrong.add("%s is not told: %s".formatted(recorded.where(), how));
    }
  }

  /// By the reader of the caller's wire, and by its vendor.
  private void valid(String where, Recorded told) throws IOException {
    try {
      if (!Told.of(frames(told)).ended()) {
        wrong.add(where + " has no end");
      }
    } catch (JsonFault | AssertionError fault) {
      wrong.add("%s is not read again: %s".formatted(where, fault.getMessage()));
    }
    List<String> invalid = new ArrayList<>();
    if (told.framing() == Framing.NONE) {
      invalid.addAll(schema.answer(SlowJson.tree(told.answer())));
    } else {
      for (SlowEvents.Event event : SlowEvents.of(told)) {
        invalid.addAll(schema.event(event.name(), event.data()));
      }
    }
    invalid.stream()
        .distinct()
        .forEach(each -> wrong.add("%s is invalid: %s".formatted(where, each)));
  }

  private List<Frame> frames(Recorded told) throws JsonFault {
    FrameReader reader = Wires.of(pair.from()).orElseThrow().answers().get();
    if (told.framing() == Framing.NONE) {
      return Streams.readWhole(reader, told.answer());
    }
    List<Frame> frames = new ArrayList<>();
    List<JsonFault> faults = new ArrayList<>();
    EventReader events =
        told.framing().reader(EVENT_BYTES_MAX, event -> read(reader, event, frames, faults));
    events.feed(told.answer());
    events.end();
    if (!faults.isEmpty()) {
      throw faults.getFirst();
    }
    reader.end(frame -> frames.add(Streams.kept(frame)));
    return frames;
  }

  private static void read(
      FrameReader reader, WireEvent event, List<Frame> frames, List<JsonFault> faults) {
    try {
      reader.event(event, frame -> frames.add(Streams.kept(frame)));
    } catch (JsonFault fault) {
      faults.add(fault);
    }
  }

  private void same(Spoken spoken, Recorded told) throws IOException {
    SlowAnswer theirs = RecordedCalls.said(spoken);
    List<JsonNode> documents = Spoken.documents(told);
    SlowAnswer ours = SlowAnswer.of(pair.from(), documents);
    if (!ours.said().equals(theirs.said())) {
      String difference = SlowJson.difference(theirs.said(), ours.said());
      wrong.add("%s says another thing: %s".formatted(spoken.recorded().where(), difference));
    }
    if (!theirs.used().isEmpty() && !ours.used().equals(theirs.used())) {
      wrong.add(
          "%s used %s, told %s".formatted(spoken.recorded().where(), theirs.used(), ours.used()));
    }
  }
}
