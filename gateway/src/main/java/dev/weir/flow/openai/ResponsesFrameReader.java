package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameReader;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.dialect.ProviderError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads answers of OpenAI's Responses, and of those who imitate it.
///
/// ```
/// created ──▶ items: added ─▶ deltas ─▶ done ──▶ completed or incomplete ──▶ over
///       failed, cancelled and error, at any place ─────────────────────────▶ over
/// ```
///
/// An item is known by its `output_index`, in the whole answer also by its id: imitators leave
/// items out of either. What of an item had no deltas is read where it is done, or from the whole
/// answer at the end: imitators leave deltas out. Items of the provider's own tools are passed
/// over.
public final class ResponsesFrameReader implements FrameReader {
  private static final JsonSlice PARAGRAPH = JsonSlice.quoted("\n\n");

  private final Map<Long, Item> items = new HashMap<>();
  private final Map<String, Item> byId = new HashMap<>();
  private boolean begun;
  private boolean over;
  private int tools;

  /// What has been told of an item.
  private static final class Item {
    private String id = "";
    private int tool = -1;
    private boolean told;
    private boolean sealed;
  }

  /// One event's members, each of which says something only with the event's type.
  private static final class Members {
    private String type = "";
    private long index;
    private long summary;
    private @Nullable JsonSlice delta;
    private @Nullable JsonSlice arguments;
    private @Nullable JsonSlice item;
    private @Nullable JsonSlice response;
  }

  @Override
  public void event(WireEvent event, Consumer<Frame> to) throws JsonFault {
    byte[] data = event.data();
    int from = event.dataFrom();
    int end = event.dataTo();
    if (over || event.dataLines() == 0 || from == end || event.dataIs("[DONE]")) {
      return;
    }
    Members members = members(data, from, end);
    switch (members.type) {
      case "response.output_text.delta" -> text(members, Frame.Text::new, to);
      case "response.refusal.delta" -> text(members, Frame.Declined::new, to);
      case "response.reasoning_text.delta", "response.reasoning_summary_text.delta" ->
          text(members, Frame.Thought::new, to);
      case "response.reasoning_summary_part.added" -> {
        if (members.summary > 0 && item(members.index).told) {
          to.accept(new Frame.Thought(0, PARAGRAPH));
        }
      }
      case "response.function_call_arguments.delta" -> arguments(members, members.delta, to);
      case "response.function_call_arguments.done" -> {
        if (!item(members.index).told) {
          arguments(members, members.arguments, to);
        }
      }
      case "response.output_item.added" -> added(members, to);
      case "response.output_item.done" -> {
        if (members.item != null) {
          ResponsesItem item = ResponsesItem.read(members.item);
          done(named(members.index, item), item, to);
        }
      }
      case "response.created", "response.in_progress", "response.queued" ->
          response(members, to, false);
      case "response.completed", "response.incomplete", "response.failed", "response.cancelled" ->
          response(members, to, true);
      case "error" -> broke(Arrays.copyOfRange(data, from, end), to);
      default -> {
        if (event.name().equals("error")) {
          broke(Arrays.copyOfRange(data, from, end), to);
        }
      }
    }
  }

  @Override
  public void end(Consumer<Frame> to) {} // an answer that is complete has said so

  @Override
  public void whole(byte[] body, Consumer<Frame> to) throws JsonFault {
    if (body.length == 0) {
      throw new JsonFault("the answer is empty", 0);
    }
    var members = new Members();
    members.response = new JsonSlice(body, 0, body.length);
    response(members, to, true);
  }

  private static Members members(byte[] data, int from, int end) throws JsonFault {
    var members = new Members();
    try (JsonCursor cursor = JsonCursor.over(data, from, end)) {
      if (!cursor.is(Kind.OBJECT)) {
        throw new JsonFault("an event is an object, was " + cursor.kind(), cursor.start());
      }
      while (cursor.nextMember()) {
        switch (cursor.name()) {
          case "type" -> members.type = cursor.text();
          case "output_index" -> members.index = cursor.integer();
          case "summary_index" -> members.summary = cursor.integer();
          case "delta" -> members.delta = string(cursor);
          case "arguments" -> members.arguments = string(cursor);
          case "item" -> members.item = cursor.slice();
          case "response" -> members.response = cursor.slice();
          default -> cursor.skip();
        }
      }
      cursor.requireEnd();
    }
    return members;
  }

  /// Null if it says nothing.
  private static @Nullable JsonSlice string(JsonCursor cursor) throws JsonFault {
    JsonSlice value = cursor.slice();
    return value.isString() && !value.isEmptyString() ? value : null;
  }

  @FunctionalInterface
  private interface Piece {
    Frame of(int choice, JsonSlice piece);
  }

  private void text(Members members, Piece piece, Consumer<Frame> to) {
    if (members.delta != null) {
      begin("", "", to);
      item(members.index).told = true;
      to.accept(piece.of(0, members.delta));
    }
  }

  private void arguments(Members members, @Nullable JsonSlice piece, Consumer<Frame> to) {
    Item item = item(members.index);
    if (piece != null && item.tool >= 0) {
      item.told = true;
      to.accept(new Frame.ToolArguments(0, item.tool, piece));
    }
  }

  private Item item(long index) {
    return items.computeIfAbsent(index, _ -> new Item());
  }

  private void begin(String id, String model, Consumer<Frame> to) {
    if (!begun) {
      begun = true;
      to.accept(new Frame.Began(id, model));
    }
  }

  private void broke(byte[] error, Consumer<Frame> to) {
    over = true;
    to.accept(new Frame.Broke(ProviderError.read(0, error)));
  }

  private void added(Members members, Consumer<Frame> to) throws JsonFault {
    if (members.item == null) {
      return;
    }
    ResponsesItem item = ResponsesItem.read(members.item);
    Item known = named(members.index, item);
    if (item.isCall()) {
      begin("", "", to);
      call(known, item, to);
    }
  }

  private void call(Item known, ResponsesItem item, Consumer<Frame> to) {
    if (known.tool < 0) {
      known.tool = tools++;
      to.accept(new Frame.ToolBegan(0, known.tool, item.callId(), item.name()));
    }
  }

  private Item named(long index, ResponsesItem item) {
    Item known = item(index);
    if (known.id.isEmpty() && !item.id().isEmpty()) {
      known.id = item.id();
      byId.putIfAbsent(known.id, known);
    }
    return known;
  }

  /// What was not told of an item while it was made.
  private void done(Item known, ResponsesItem item, Consumer<Frame> to) {
    begin("", "", to);
    if (item.isCall()) {
      call(known, item, to);
      JsonSlice arguments = item.arguments();
      if (!known.told && arguments != null) {
        to.accept(new Frame.ToolArguments(0, known.tool, arguments));
      }
    } else if (!known.told) {
      item.thoughts().forEach(text -> to.accept(new Frame.Thought(0, text)));
      item.texts().forEach(text -> to.accept(new Frame.Text(0, text)));
      item.refusals().forEach(text -> to.accept(new Frame.Declined(0, text)));
    }
    known.told = true;
    if (!known.sealed) {
      item.seal().ifPresent(seal -> to.accept(new Frame.Sealed(0, seal)));
      known.sealed = true;
    }
  }

  /// An item of the whole answer: in its place, or, if another has that, wherever it was made.
  private Item last(long index, ResponsesItem item) {
    Item inPlace = item(index);
    return inPlace.id.equals(item.id()) ? inPlace : byId.getOrDefault(item.id(), inPlace);
  }

  private void response(Members members, Consumer<Frame> to, boolean last) throws JsonFault {
    if (members.response == null) {
      throw new JsonFault("'%s' has no response".formatted(members.type), 0);
    }
    ResponsesBody body = ResponsesBody.read(members.response);
    Optional<JsonSlice> error = body.error();
    if (error.isPresent()) {
      JsonSlice said = error.get();
      broke(Arrays.copyOfRange(said.bytes(), said.from(), said.to()), to);
      return;
    }
    begin(body.id(), body.model(), to);
    if (!last) {
      return;
    }
    if (body.isUnfinished()) {
      throw new JsonFault("the answer is not finished", 0);
    }
    if (!body.hasOutput() && items.isEmpty()) {
      throw new JsonFault("the answer has no output", 0);
    }
    long index = 0;
    for (JsonSlice slice : body.output()) {
      ResponsesItem item = ResponsesItem.read(slice);
      done(last(index++, item), item, to);
    }
    Stop stop = body.stop(tools > 0);
    to.accept(new Frame.Stopped(0, stop, body.reason(), ""));
    body.usage().ifPresent(usage -> to.accept(new Frame.Used(usage)));
    over = true;
    to.accept(new Frame.Ended());
  }
}
