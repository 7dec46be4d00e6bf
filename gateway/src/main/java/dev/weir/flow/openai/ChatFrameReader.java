package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.UsualFrame;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads answers of OpenAI's chat, and of those who imitate it.
///
/// ```
/// start ──first id or content──▶ begun ──finish_reason──▶ finished ──[DONE], or the stream's end──▶ over
///   └──────────── error ───────────┴────────── error ────────┴──────────────────────────────────────▶ over
/// ```
///
/// A finish is kept until the end, since providers send pieces and a second finish behind it; a
/// stream that ends without `[DONE]` is whole if every choice had finished. A chunk that differs
/// from one before it in nothing but its text is not parsed.
public final class ChatFrameReader implements FrameReader {
  private final UsualFrame usual = new UsualFrame();
  private final Map<Integer, ChatChoice> choices = new TreeMap<>();
  private final ChatDelta delta = new ChatDelta();
  private int usualChoice;
  private boolean usualIsThought;
  private String id = "";
  private String model = "";
  private boolean begun;
  private boolean over;
  private int pieces;
  private @Nullable JsonSlice error;

  @Override
  public void event(WireEvent event, Consumer<Frame> to) throws JsonFault {
    if (over || event.dataLines() == 0 || event.dataTo() == event.dataFrom()) {
      return;
    }
    if (event.dataIs("[DONE]")) {
      done(to);
      return;
    }
    byte[] data = event.data();
    int from = event.dataFrom();
    int end = event.dataTo();
    JsonSlice piece = usual.pieceOf(data, from, end);
    if (piece != null) {
      to.accept(
          usualIsThought
              ? new Frame.Thought(usualChoice, piece)
              : new Frame.Text(usualChoice, piece));
      return;
    }
    pieces = 0;
    delta.begin();
    read(data, from, end, to);
    if (!over && event.name().equals("error")) {
      broke(Arrays.copyOfRange(data, from, end), to);
    }
    if (!over && pieces == 1 && usual.learns()) {
      learn(data, from, end);
    }
  }

  @Override
  public void end(Consumer<Frame> to) throws JsonFault {
    if (!over && !choices.isEmpty() && choices.values().stream().allMatch(ChatChoice::finished)) {
      done(to);
    }
  }

  @Override
  public void whole(byte[] body, Consumer<Frame> to) throws JsonFault {
    read(body, 0, body.length, to);
    if (!over) {
      done(to);
    }
  }

  /// Only a lone text or thought repeats; whatever else the chunk said is in all of its like.
  private void learn(byte[] data, int from, int end) {
    JsonSlice piece = delta.lonePiece();
    if (piece != null) {
      usual.learn(data, from, end, piece.from() + 1, piece.to() - 1);
      usualChoice = delta.choice();
      usualIsThought = delta.isThought();
    }
  }

  private void done(Consumer<Frame> to) throws JsonFault {
    if (choices.isEmpty()) {
      throw new JsonFault("the answer has no choice", 0);
    }
    begin(to);
    choices.values().forEach(choice -> choice.stopped(to));
    over = true;
    to.accept(new Frame.Ended());
  }

  private void begin(Consumer<Frame> to) {
    if (!begun) {
      begun = true;
      to.accept(new Frame.Began(id, model));
    }
  }

  private void broke(byte[] error, Consumer<Frame> to) {
    over = true;
    to.accept(new Frame.Broke(ProviderError.read(0, error)));
  }

  private void read(byte[] data, int from, int end, Consumer<Frame> to) throws JsonFault {
    error = null;
    try (JsonCursor cursor = JsonCursor.over(data, from, end)) {
      if (!cursor.is(Kind.OBJECT)) {
        throw new JsonFault("an answer is an object, was " + cursor.kind(), cursor.start());
      }
      while (cursor.nextMember()) {
        member(cursor.name(), cursor, to);
      }
      cursor.requireEnd();
    }
    if (error != null) {
      broke(Arrays.copyOfRange(error.bytes(), error.from(), error.to()), to);
    }
  }

  private void member(String name, JsonCursor cursor, Consumer<Frame> to) throws JsonFault {
    switch (name) {
      case "id" -> id = first(id, cursor);
      case "model" -> model = first(model, cursor);
      case "choices" -> Walk.anyElements(cursor, choice -> choice(choice, to));
      case "usage" -> usage(cursor, to);
      case "x_groq" ->
          Walk.anyMembers(
              cursor,
              (its, value) -> {
                if (its.equals("usage")) {
                  usage(value, to);
                } else {
                  value.skip();
                }
              });
      case "error" -> {
        JsonSlice said = cursor.slice();
        error = said.isObject() || said.isString() ? said : null;
      }
      default -> cursor.skip();
    }
  }

  private static String first(String known, JsonCursor cursor) throws JsonFault {
    String said = cursor.text();
    return known.isEmpty() ? said : known;
  }

  private void usage(JsonCursor cursor, Consumer<Frame> to) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    pieces += 2; // a chunk with usage is none that repeats
    UsageMembers.CHAT
        .read(cursor)
        .ifPresent(usage -> {
          begin(to);
          to.accept(new Frame.Used(usage));
        });
  }

  private void choice(JsonCursor cursor, Consumer<Frame> to) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    delta.begin();
    Walk.anyMembers(cursor, delta::choiceMember);
    ChatChoice choice = choices.computeIfAbsent(delta.choice(), at -> new ChatChoice(at, this::id));
    if (!id.isEmpty() || delta.saysSomething()) {
      begin(to);
    }
    pieces += delta.repeats() ? 1 : 2;
    choice.delta(delta, to);
  }

  private String id() {
    return id;
  }
}
