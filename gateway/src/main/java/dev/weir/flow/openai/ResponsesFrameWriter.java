package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Frame;
import dev.weir.flow.conversation.FrameWriter;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.Stop;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.dialect.ProviderError;
import dev.weir.flow.dialect.Usage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/// Writes answers of OpenAI's Responses: every event from `response.created` to the one that ends
/// it, each with the number that its clients count by. The items are [ResponsesOutput]'s.
///
/// ```
/// start ──Began──▶ in progress ──Ended──▶ completed, or incomplete
///   └─────Broke──────────┴───────Broke──▶ error and failed
/// ```
///
/// An answer has one choice; a caller of this wire cannot ask for more. A whole answer is the one
/// that its last event would have.
public final class ResponsesFrameWriter implements FrameWriter {
  private static final String IN_PROGRESS = "in_progress";
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";

  private final Occasion occasion;
  private final ResponsesEvents events = new ResponsesEvents();
  private final ResponsesOutput output;
  private String id;
  private String model;
  private boolean begun;
  private String reason = "";
  private Optional<Usage> usage = Optional.empty();

  public ResponsesFrameWriter(Occasion occasion) {
    this.occasion = occasion;
    this.output = new ResponsesOutput(events, occasion.call());
    this.id = "resp_" + occasion.call();
    this.model = occasion.asked().model();
  }

  @Override
  public String streamType() {
    return "text/event-stream; charset=utf-8";
  }

  @Override
  public void frame(Frame frame, ByteArrayOutputStream to) {
    events.to(to);
    switch (frame) {
      case Frame.Began(String its, String served) -> began(its, served);
      case Frame.Text(int choice, JsonSlice piece) -> {
        if (choice == 0) {
          output.text(piece, false);
        }
      }
      case Frame.Declined(int choice, JsonSlice piece) -> {
        if (choice == 0) {
          output.text(piece, true);
        }
      }
      case Frame.Thought(int choice, JsonSlice piece) -> {
        if (choice == 0) {
          output.thought(piece);
        }
      }
      case Frame.Sealed(int choice, Seal seal) -> {
        if (choice == 0) {
          output.sealed(seal);
        }
      }
      case Frame.ToolBegan(int choice, int tool, String its, String name) -> {
        if (choice == 0) {
          output.tool(tool, its, name);
        }
      }
      case Frame.ToolArguments(int choice, int tool, JsonSlice piece) -> {
        if (choice == 0) {
          output.arguments(tool, piece);
        }
      }
      case Frame.ToolSealed(int choice, _, Seal seal) -> {
        if (choice == 0) { // a call has no place for it: it is an item of its own
          output.sealed(seal);
        }
      }
      case Frame.Stopped stopped -> {
        if (stopped.choice() == 0) {
          reason = reason(stopped.stop());
          output.close(reason.isEmpty() ? COMPLETED : INCOMPLETE);
        }
      }
      case Frame.Used(Usage its) -> usage = Optional.of(its);
      case Frame.Broke(ProviderError error) -> broke(error);
      case Frame.Ended _ -> ended();
    }
  }

  private void began(String its, String served) {
    begun = true;
    id = its.isEmpty() ? id : its;
    model = served.isEmpty() ? model : served;
    response("response.created", IN_PROGRESS, Optional.empty());
    response("response.in_progress", IN_PROGRESS, Optional.empty());
  }

  /// Empty if the answer is complete. What the provider only paused was cut for this client.
  private static String reason(Stop stop) {
    return switch (stop) {
      case END, TOOL, SEQUENCE, OTHER -> "";
      case LENGTH, PAUSED -> "max_output_tokens";
      case FILTERED, DECLINED -> "content_filter";
    };
  }

  private void ended() {
    String status = reason.isEmpty() ? COMPLETED : INCOMPLETE;
    response("response." + status, status, Optional.empty());
  }

  private void broke(ProviderError error) {
    events.write(
        "error",
        out -> {
          ErrorMembers.orNothing("code", error.code().isEmpty() ? error.type() : error.code(), out);
          out.text("message", error.message());
          ErrorMembers.orNothing("param", error.field(), out);
        });
    if (begun) {
      response("response.failed", "failed", Optional.of(error));
    }
  }

  private void response(String type, String status, Optional<ProviderError> error) {
    events.write(
        type,
        out -> {
          out.object("response");
          members(status, error, out);
          out.endObject();
        });
  }

  private void members(String status, Optional<ProviderError> error, JsonOutput out) {
    Conversation asked = occasion.asked();
    out.text("id", id)
        .text("object", "response")
        .number("created_at", occasion.accepted().getEpochSecond())
        .text("status", status)
        .flag("background", false);
    error.ifPresentOrElse(
        its ->
            out.object("error")
                .text("code", "server_error")
                .text("message", its.message())
                .endObject(),
        () -> out.nothing("error"));
    if (status.equals(INCOMPLETE)) {
      out.object("incomplete_details").text("reason", reason).endObject();
    } else {
      out.nothing("incomplete_details");
    }
    out.nothing("instructions");
    number("max_output_tokens", asked, out);
    out.text("model", model).array("output");
    output.done().forEach(out::value);
    out.endArray()
        .flag("parallel_tool_calls", asked.tools().parallel().orElse(true))
        .nothing("previous_response_id")
        .flag("store", false);
    orNothing("temperature", asked.sampling().temperature(), out);
    if (asked.tools().choice() instanceof ToolChoice.Unstated) {
      out.text("tool_choice", "auto");
    } else {
      ResponsesRequestWriter.choice(asked.tools().choice(), out);
    }
    ResponsesRequestWriter.tools(asked.tools(), out);
    orNothing("top_p", asked.sampling().topP(), out);
    out.text("truncation", "disabled").object("metadata");
    asked.caller().metadata().forEach(out::value);
    out.endObject();
    used(status, out);
  }

  private static void number(String name, Conversation asked, JsonOutput out) {
    if (asked.sampling().maxTokens().isPresent()) {
      out.number(name, asked.sampling().maxTokens().getAsLong());
    } else {
      out.nothing(name);
    }
  }

  private static void orNothing(String name, Optional<JsonSlice> value, JsonOutput out) {
    value.ifPresentOrElse(its -> out.value(name, its), () -> out.nothing(name));
  }

  private void used(String status, JsonOutput out) {
    if (usage.isEmpty() || status.equals(IN_PROGRESS)) {
      out.nothing("usage");
    } else {
      UsageMembers.RESPONSES.write(usage.get(), out);
    }
  }

  @Override
  public byte[] whole(List<Frame> frames) {
    var nowhere = new ByteArrayOutputStream();
    frames.forEach(frame -> frame(frame, nowhere));
    var out = new JsonOutput().object();
    members(reason.isEmpty() ? COMPLETED : INCOMPLETE, Optional.empty(), out);
    return out.endObject().bytes();
  }

  @Override
  public byte[] error(ProviderError error) {
    return ErrorMembers.body(error);
  }
}
