package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Writes answers of OpenAI's chat.
///
/// ```
/// start ──Began──▶ begun ──Ended──▶ over ([DONE])
///   └─────Broke─────┴────Broke────▶ over (an error event, and no [DONE])
/// ```
///
/// A choice begins with its role at its first piece. A thought is `reasoning_content`, its seal
/// comes with the whole thought in `reasoning_details`. Usage is told if the caller asked for it.
public final class ChatFrameWriter implements FrameWriter {
  private static final byte[] CONTENT = ascii("content");
  private static final byte[] REASONING = ascii("reasoning_content");
  private static final byte[] DATA = ascii("data: ");
  private static final byte[] DONE = ascii("data: [DONE]\n\n");
  private static final byte[] BLANK_LINE = ascii("\n\n");

  private final Occasion occasion;
  private final boolean tellsUsage;
  private final Map<Integer, ChoiceState> choices = new TreeMap<>();
  private String id;
  private String model;
  private byte[] head = {};
  private byte[] tail = {};
  private @Nullable Usage usage;

  /// What of a choice has been written.
  private static final class ChoiceState {
    private final ByteArrayOutputStream thought = new ByteArrayOutputStream();
    private final Set<Integer> toolsWithoutArguments = new TreeSet<>();
  }

  public ChatFrameWriter(Occasion occasion) {
    this.occasion = occasion;
    this.tellsUsage = occasion.asked().caller().usageInStream();
    this.id = "chatcmpl-" + occasion.call();
    this.model = occasion.asked().model();
    frameTexts();
  }

  @Override
  public String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public void frame(Frame frame, ByteArrayOutputStream to) {
    switch (frame) {
      case Frame.Began(String its, String served) -> {
        id = its.isEmpty() ? id : its;
        model = served.isEmpty() ? model : served;
        frameTexts();
      }
      case Frame.Text(int choice, JsonSlice piece) -> {
        of(choice, to);
        piece(choice, CONTENT, piece, to);
      }
      case Frame.Thought(int choice, JsonSlice piece) -> {
        piece.writeInsideTo(of(choice, to).thought);
        piece(choice, REASONING, piece, to);
      }
      case Frame.Sealed(int choice, Seal seal) -> sealed(choice, seal, to);
      case Frame.Declined(int choice, JsonSlice piece) -> {
        of(choice, to);
        delta(choice, out -> out.value("refusal", piece), to);
      }
      case Frame.ToolBegan began -> toolBegan(began, to);
      case Frame.ToolArguments(int choice, int tool, JsonSlice piece) -> {
        of(choice, to).toolsWithoutArguments.remove(tool);
        arguments(choice, tool, piece, to);
      }
      case Frame.ToolSealed(int choice, int tool, Seal seal) -> {
        of(choice, to);
        tool(choice, tool, out -> ChatMessages.sealed(carried(seal), out), to);
      }
      case Frame.Stopped stopped -> stopped(stopped, to);
      case Frame.Used(Usage its) -> usage = its;
      case Frame.Broke(ProviderError error) -> event(error(error), to);
      case Frame.Ended _ -> ended(to);
    }
  }

  private static JsonSlice carried(Seal seal) {
    return JsonSlice.quoted(seal.carried());
  }

  /// The choice; it begins with its role.
  private ChoiceState of(int choice, ByteArrayOutputStream to) {
    ChoiceState known = choices.get(choice);
    if (known != null) {
      return known;
    }
    var begun = new ChoiceState();
    choices.put(choice, begun);
    delta(choice, out -> out.text("role", "assistant").text("content", ""), to);
    return begun;
  }

  /// The hot path: no generator, the piece's bytes between the same ones each time.
  private void piece(int choice, byte[] member, JsonSlice piece, ByteArrayOutputStream to) {
    to.writeBytes(head);
    to.writeBytes(ascii("{\"index\":" + choice + ",\"delta\":{\""));
    to.writeBytes(member);
    to.writeBytes(ascii("\":"));
    piece.writeTo(to);
    to.writeBytes(ascii("},\"finish_reason\":null}"));
    to.writeBytes(tail);
  }

  private void sealed(int choice, Seal seal, ByteArrayOutputStream to) {
    ChoiceState state = of(choice, to);
    JsonSlice thought = JsonSlice.of('"' + state.thought.toString(StandardCharsets.UTF_8) + '"');
    state.thought.reset();
    delta(
        choice,
        out -> {
          out.array("reasoning_details");
          ReasoningDetail.write(thought, seal.carried(), out);
          out.endArray();
        },
        to);
  }

  private void toolBegan(Frame.ToolBegan began, ByteArrayOutputStream to) {
    of(began.choice(), to).toolsWithoutArguments.add(began.tool());
    tool(
        began.choice(),
        began.tool(),
        out ->
            out.text("id", began.id())
                .text("type", "function")
                .object("function")
                .text("name", began.name())
                .text("arguments", "")
                .endObject(),
        to);
  }

  private void arguments(int choice, int tool, JsonSlice piece, ByteArrayOutputStream to) {
    tool(choice, tool, out -> out.object("function").value("arguments", piece).endObject(), to);
  }

  private void tool(int choice, int tool, Consumer<JsonOutput> members, ByteArrayOutputStream to) {
    delta(
        choice,
        out -> {
          out.array("tool_calls").object().number("index", tool);
          members.accept(out);
          out.endObject().endArray();
        },
        to);
  }

  /// A tool without arguments gets those that say so: a client reads them as JSON.
  private void stopped(Frame.Stopped stopped, ByteArrayOutputStream to) {
    int choice = stopped.choice();
    ChoiceState state = of(choice, to);
    state.toolsWithoutArguments.forEach(
        tool -> arguments(choice, tool, JsonSlice.of("\"{}\""), to));
    state.toolsWithoutArguments.clear();
    var out = new JsonOutput().object().number("index", choice).object("delta").endObject();
    out.text("finish_reason", ChatStop.word(stopped));
    ChatStop.writeNative(stopped, out);
    chunk(out.endObject().bytes(), to);
  }

  private void delta(int choice, Consumer<JsonOutput> members, ByteArrayOutputStream to) {
    var out = new JsonOutput().object().number("index", choice).object("delta");
    members.accept(out);
    chunk(out.endObject().nothing("finish_reason").endObject().bytes(), to);
  }

  private void chunk(byte[] choice, ByteArrayOutputStream to) {
    to.writeBytes(head);
    to.writeBytes(choice);
    to.writeBytes(tail);
  }

  /// The bytes around each choice.
  private void frameTexts() {
    byte[] open = start().array("choices").endArray().endObject().bytes();
    String text = new String(open, StandardCharsets.UTF_8);
    head = ("data: " + text.substring(0, text.length() - 2)).getBytes(StandardCharsets.UTF_8);
    tail = ascii(tellsUsage ? "],\"usage\":null}\n\n" : "]}\n\n");
  }

  private JsonOutput start() {
    return new JsonOutput()
        .object()
        .text("id", id)
        .text("object", "chat.completion.chunk")
        .number("created", occasion.accepted().getEpochSecond())
        .text("model", model);
  }

  private void ended(ByteArrayOutputStream to) {
    if (tellsUsage && usage != null) {
      JsonOutput out = start().array("choices").endArray();
      UsageMembers.CHAT.write(usage, out);
      event(out.endObject().bytes(), to);
    }
    to.writeBytes(DONE);
  }

  private static void event(byte[] data, ByteArrayOutputStream to) {
    to.writeBytes(DATA);
    to.writeBytes(data);
    to.writeBytes(BLANK_LINE);
  }

  @Override
  public byte[] whole(List<Frame> frames) {
    return ChatAnswer.write(Gathered.of(frames), occasion);
  }

  @Override
  public byte[] error(ProviderError error) {
    return ErrorMembers.body(error);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
