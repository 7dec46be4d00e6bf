package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.Scan;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes an answer of generateContent or streamGenerateContent.
///
/// ```
/// start ──Began──▶ { a chunk for each piece and each call } ──Ended──▶ a chunk with why each
///   └──Broke──▶ an error            └──Broke──▶ an error               choice finished, and usage
/// ```
///
/// A call is a chunk of its own once it is whole: when the choice goes on or stops. One that never
/// becomes whole is told by the wire's own word, `MALFORMED_FUNCTION_CALL`. A usage that never came
/// is not told.
public final class GenerateFrameWriter implements FrameWriter {
  private static final byte[] HEAD = Scan.ascii("data: {\"candidates\":[{\"content\":{\"parts\":[");
  private static final byte[] TEXT = Scan.ascii("{\"text\":\"");
  private static final byte[] TEXT_END = Scan.ascii("\"}");
  private static final byte[] THOUGHT_END = Scan.ascii("\",\"thought\":true}");
  private static final byte[] DATA = Scan.ascii("data: ");
  private static final byte[] EVENT_END = Scan.ascii("\r\n\r\n");

  private final Occasion occasion;
  private final Map<Integer, Choice> choices = new TreeMap<>();
  private String id;
  private String model;
  private byte[] tail = {};
  private @Nullable Usage usage;

  /// What of a choice is still to be written.
  private static final class Choice {
    private final Map<Integer, GenerateCall> calls = new TreeMap<>();
    private final GenerateEnding ending = new GenerateEnding();
    private byte[] end = {};
    private boolean thinks;
  }

  public GenerateFrameWriter(Occasion occasion) {
    this.occasion = occasion;
    this.id = occasion.call();
    this.model = occasion.asked().model();
    frameChunks();
  }

  @Override
  public String streamType() {
    return "text/event-stream";
  }

  @Override
  public byte[] error(ProviderError error) {
    return GenerateWords.error(error);
  }

  @Override
  public byte[] whole(List<Frame> frames) {
    var answer = new GenerateBody(occasion.call(), occasion.asked().model());
    frames.forEach(answer::frame);
    return answer.bytes();
  }

  @Override
  public void frame(Frame frame, ByteArrayOutputStream to) {
    switch (frame) {
      case Frame.Began began -> {
        id = began.id().isEmpty() ? id : began.id();
        model = began.model().isEmpty() ? model : began.model();
        frameChunks();
      }
      case Frame.Text(int at, JsonSlice piece) -> piece(of(at, false, to), TEXT_END, piece, to);
      case Frame.Thought(int at, JsonSlice piece) ->
          piece(of(at, true, to), THOUGHT_END, piece, to);
      case Frame.Declined(int at, JsonSlice piece) -> {
        Choice choice = of(at, false, to);
        choice.ending.declined();
        piece(choice, TEXT_END, piece, to);
      }
      case Frame.Sealed(int at, Seal seal) -> {
        boolean thinks = choice(at).thinks;
        sealed(of(at, false, to), thinks, seal, to);
      }
      case Frame.ToolBegan(int at, int tool, String call, String name) ->
          of(at, false, to).calls.put(tool, new GenerateCall(call, name));
      case Frame.ToolArguments(int at, int tool, JsonSlice piece) -> {
        GenerateCall call = choice(at).calls.get(tool);
        if (call != null) { // else white space behind whole arguments
          call.add(piece);
        }
      }
      case Frame.ToolSealed(int at, int tool, Seal seal) -> toolSealed(choice(at), tool, seal, to);
      case Frame.Stopped stopped -> {
        Choice choice = of(stopped.choice(), false, to);
        choice.calls.values().forEach(call -> last(choice, call, to));
        choice.calls.clear();
        choice.ending.stopped(stopped);
      }
      case Frame.Used(Usage its) -> usage = its;
      case Frame.Broke(ProviderError error) -> event(GenerateWords.error(error), to);
      case Frame.Ended _ -> ended(to);
    }
  }

  /// The bytes behind each choice.
  private void frameChunks() {
    var out = new JsonOutput().object();
    out.text("modelVersion", model).text("responseId", id);
    String rest = new String(out.endObject().bytes(), StandardCharsets.UTF_8).substring(1);
    tail = ("," + rest + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
  }

  private Choice choice(int at) {
    return choices.computeIfAbsent(at, GenerateFrameWriter::opened);
  }

  private static Choice opened(int at) {
    var choice = new Choice();
    choice.end = Scan.ascii("],\"role\":\"model\"},\"index\":" + at + "}]");
    return choice;
  }

  /// The choice, to go on with something else: the calls that are whole by now come before it, in
  /// their order.
  private Choice of(int at, boolean thinks, ByteArrayOutputStream to) {
    Choice choice = choice(at);
    choice.thinks = thinks;
    if (choice.calls.isEmpty()) { // as for nearly every piece
      return choice;
    }
    Iterator<GenerateCall> calls = choice.calls.values().iterator();
    while (calls.hasNext()) {
      GenerateCall call = calls.next();
      if (!call.isWhole()) {
        break;
      }
      call(choice, call, to);
      calls.remove();
    }
    return choice;
  }

  private void last(Choice choice, GenerateCall call, ByteArrayOutputStream to) {
    if (call.isMalformed()) {
      choice.ending.malformed(call);
    } else {
      call(choice, call, to);
    }
  }

  private void call(Choice choice, GenerateCall call, ByteArrayOutputStream to) {
    var part = new JsonOutput();
    call.write(part);
    chunk(choice, part.bytes(), to);
  }

  private void piece(Choice choice, byte[] end, JsonSlice piece, ByteArrayOutputStream to) {
    to.writeBytes(HEAD);
    to.writeBytes(TEXT);
    piece.writeInsideTo(to);
    to.writeBytes(end);
    to.writeBytes(choice.end);
    to.writeBytes(tail);
  }

  private void chunk(Choice choice, byte[] part, ByteArrayOutputStream to) {
    to.writeBytes(HEAD);
    to.writeBytes(part);
    to.writeBytes(choice.end);
    to.writeBytes(tail);
  }

  private void sealed(Choice choice, boolean thinks, Seal seal, ByteArrayOutputStream to) {
    var part = new JsonOutput().object().text("text", "");
    if (thinks) {
      part.flag("thought", true);
    }
    part.value("thoughtSignature", GenerateSeals.signature(seal));
    chunk(choice, part.endObject().bytes(), to);
  }

  /// A seal that comes behind its call stands alone.
  private void toolSealed(Choice choice, int tool, Seal seal, ByteArrayOutputStream to) {
    GenerateCall call = choice.calls.get(tool);
    if (call == null) {
      sealed(choice, false, seal, to);
    } else {
      call.seal(seal);
    }
  }

  private void ended(ByteArrayOutputStream to) {
    var out = new JsonOutput().object().array("candidates");
    choices.forEach((at, choice) -> {
      out.object().object("content").array("parts").object().text("text", "").endObject();
      out.endArray().text("role", "model").endObject();
      choice.ending.write(out);
      out.number("index", at).endObject();
    });
    out.endArray();
    if (usage != null) {
      GenerateWords.usage(usage, out);
    }
    event(out.text("modelVersion", model).text("responseId", id).endObject().bytes(), to);
  }

  private static void event(byte[] data, ByteArrayOutputStream to) {
    to.writeBytes(DATA);
    to.writeBytes(data);
    to.writeBytes(EVENT_END);
  }
}
