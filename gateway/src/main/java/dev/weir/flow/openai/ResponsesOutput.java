package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Seal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The items of one answer of Responses, with the events of each from `added` to `done`.
///
/// ```
/// nothing open ──Text, Declined──▶ message ──▶ closed by any other piece
/// nothing open ──Thought─────────▶ reasoning ─▶ closed by its seal or any other piece
/// tools stay open side by side until the answer stops, since their pieces may be mixed
/// ```
///
/// One thread.
final class ResponsesOutput {
  private static final String COMPLETED = "completed";

  private final ResponsesEvents events;
  private final String call;
  private final Map<Integer, JsonSlice> done = new TreeMap<>();
  private final Map<Integer, Tool> tools = new TreeMap<>();
  private @Nullable Message message;
  private @Nullable Reasoning reasoning;
  private int added;

  /// An item that has begun.
  private abstract class Item {
    final int index = added++;
    final String id;

    private Item(String prefix) {
      id = prefix + index + "_" + call;
    }

    /// The members that say which item, and which part of it.
    String place(String part, int at) {
      String item = ",\"item_id\":%s,\"output_index\":%d".formatted(JsonOutput.quoted(id), index);
      return part.isEmpty() ? item : item + ",\"%s\":%d".formatted(part, at);
    }

    void where(JsonOutput out) {
      out.text("item_id", id).number("output_index", index);
    }

    void added() {
      events.write(
          "response.output_item.added",
          out -> item(out.number("output_index", index), "in_progress"));
    }

    void done(String status) {
      events.write(
          "response.output_item.done", out -> item(out.number("output_index", index), status));
      var whole = new JsonOutput().object();
      members(whole, status);
      done.put(index, slice(whole.endObject().bytes()));
    }

    private void item(JsonOutput out, String status) {
      out.object("item");
      members(out, status);
      out.endObject();
    }

    abstract void members(JsonOutput out, String status);
  }

  /// A text that grows: the inside of a JSON string.
  private static final class Grown {
    private final ByteArrayOutputStream inside = new ByteArrayOutputStream();

    void add(JsonSlice piece) {
      piece.writeInsideTo(inside);
    }

    JsonSlice text() {
      return JsonSlice.of('"' + inside.toString(StandardCharsets.UTF_8) + '"');
    }

    boolean isEmpty() {
      return inside.size() == 0;
    }
  }

  private final class Message extends Item {
    private final List<Part> parts = new ArrayList<>();

    private Message() {
      super("msg_");
    }

    /// The part that goes on, or a new one.
    private Part part(boolean refusal) {
      if (parts.isEmpty() || parts.getLast().refusal != refusal) {
        closePart();
        var part = new Part(this, refusal);
        part.event("response.content_part.added", JsonSlice.quoted(""));
        parts.add(part);
      }
      return parts.getLast();
    }

    private void closePart() {
      if (!parts.isEmpty()) {
        parts.getLast().close();
      }
    }

    @Override
    void members(JsonOutput out, String status) {
      out.text("type", "message").text("id", id).text("status", status).text("role", "assistant");
      out.array("content");
      for (Part part : parts) {
        out.object();
        part.members(out, part.grown.text());
        out.endObject();
      }
      out.endArray();
    }
  }

  private final class Part {
    private final Message message;
    private final int at;
    private final boolean refusal;
    private final Grown grown = new Grown();
    private final String place;

    private Part(Message message, boolean refusal) {
      this.message = message;
      this.at = message.parts.size();
      this.refusal = refusal;
      String which = message.place("content_index", at);
      this.place = refusal ? which : which + ",\"logprobs\":[]";
    }

    private void members(JsonOutput out, JsonSlice text) {
      if (refusal) {
        out.text("type", "refusal").value("refusal", text);
        return;
      }
      out.text("type", "output_text").value("text", text);
      out.array("annotations").endArray().array("logprobs").endArray();
    }

    private void event(String type, JsonSlice text) {
      events.write(
          type,
          out -> {
            message.where(out);
            out.number("content_index", at).object("part");
            members(out, text);
            out.endObject();
          });
    }

    private void close() {
      JsonSlice text = grown.text();
      events.write(
          refusal ? "response.refusal.done" : "response.output_text.done",
          out -> {
            message.where(out);
            out.number("content_index", at).value(refusal ? "refusal" : "text", text);
            if (!refusal) {
              out.array("logprobs").endArray();
            }
          });
      event("response.content_part.done", text);
    }
  }

  private final class Reasoning extends Item {
    private final Grown grown = new Grown();
    private Optional<Seal> seal = Optional.empty();

    private Reasoning() {
      super("rs_");
    }

    private void part(String type, JsonSlice text) {
      events.write(
          type,
          out -> {
            where(out);
            out.number("summary_index", 0);
            out.object("part").text("type", "summary_text").value("text", text).endObject();
          });
    }

    @Override
    void members(JsonOutput out, String status) {
      out.text("type", "reasoning").text("id", id).text("status", status).array("summary");
      if (!grown.isEmpty()) {
        out.object().text("type", "summary_text").value("text", grown.text()).endObject();
      }
      out.endArray();
      seal.ifPresent(its -> out.text("encrypted_content", its.carried()));
    }
  }

  private final class Tool extends Item {
    private final String callId;
    private final String name;
    private final Grown grown = new Grown();

    private Tool(String callId, String name) {
      super("fc_");
      this.callId = callId;
      this.name = name;
    }

    @Override
    void members(JsonOutput out, String status) {
      out.text("type", "function_call")
          .text("id", id)
          .text("call_id", callId)
          .text("name", name)
          .value("arguments", grown.text())
          .text("status", status);
    }
  }

  /// @param call for ids of items
  ResponsesOutput(ResponsesEvents events, String call) {
    this.events = events;
    this.call = call;
  }

  /// The items that are done, in their order.
  List<JsonSlice> done() {
    return List.copyOf(done.values());
  }

  void text(JsonSlice piece, boolean refusal) {
    closeReasoning();
    Message open = message;
    if (open == null) {
      open = new Message();
      message = open;
      open.added();
    }
    Part part = open.part(refusal);
    part.grown.add(piece);
    events.delta(
        refusal ? "response.refusal.delta" : "response.output_text.delta", part.place, piece);
  }

  void thought(JsonSlice piece) {
    closeMessage(COMPLETED);
    Reasoning open = openReasoning();
    if (open.grown.isEmpty()) {
      open.part("response.reasoning_summary_part.added", JsonSlice.quoted(""));
    }
    open.grown.add(piece);
    events.delta("response.reasoning_summary_text.delta", open.place("summary_index", 0), piece);
  }

  void sealed(Seal seal) {
    closeMessage(COMPLETED);
    openReasoning().seal = Optional.of(seal);
    closeReasoning();
  }

  private Reasoning openReasoning() {
    Reasoning open = reasoning;
    if (open == null) {
      open = new Reasoning();
      reasoning = open;
      open.added();
    }
    return open;
  }

  void tool(int tool, String callId, String name) {
    closeMessage(COMPLETED);
    closeReasoning();
    var begun = new Tool(callId, name);
    tools.put(tool, begun);
    begun.added();
  }

  void arguments(int tool, JsonSlice piece) {
    Tool open = tools.get(tool);
    if (open == null) {
      throw new IllegalArgumentException("tool %d has not begun".formatted(tool));
    }
    open.grown.add(piece);
    events.delta("response.function_call_arguments.delta", open.place("", 0), piece);
  }

  /// @param status of what was open
  void close(String status) {
    closeReasoning();
    closeMessage(status);
    tools.forEach((number, tool) -> {
      if (tool.grown.isEmpty()) { // a client reads them as JSON
        arguments(number, JsonSlice.quoted("{}"));
      }
      events.write(
          "response.function_call_arguments.done",
          out -> {
            tool.where(out);
            out.text("name", tool.name).value("arguments", tool.grown.text());
          });
      tool.done(status);
    });
    tools.clear();
  }

  private void closeMessage(String status) {
    Message open = message;
    if (open != null) {
      message = null;
      open.closePart();
      open.done(status);
    }
  }

  private void closeReasoning() {
    Reasoning open = reasoning;
    if (open == null) {
      return;
    }
    reasoning = null;
    if (!open.grown.isEmpty()) {
      JsonSlice text = open.grown.text();
      events.write(
          "response.reasoning_summary_text.done",
          out -> {
            open.where(out);
            out.number("summary_index", 0).value("text", text);
          });
      open.part("response.reasoning_summary_part.done", text);
    }
    open.done(COMPLETED);
  }

  private static JsonSlice slice(byte[] json) {
    return new JsonSlice(json, 0, json.length);
  }
}
