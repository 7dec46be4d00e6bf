package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestWriter;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;

/// Writes a request of OpenAI's chat. A stream is always asked for its usage: what the caller gets
/// of it is its own wire's matter.
public final class ChatRequestWriter implements RequestWriter {
  private static final int STOPS_MAX = 4;

  @Override
  public byte[] write(Conversation conversation, Target target, Losses losses) {
    var out = new JsonOutput().object().text("model", target.model());
    out.array("messages");
    var messages = new ChatMessages(out, losses);
    conversation.turns().forEach(messages::write);
    out.endArray();
    if (conversation.stream()) {
      out.flag("stream", true).object("stream_options").flag("include_usage", true).endObject();
    }
    tools(conversation.tools(), out, losses);
    sampling(conversation.sampling(), out, losses);
    format(conversation.format(), out);
    reasoning(conversation.reasoning(), out, losses);
    caller(conversation, out);
    return out.endObject().bytes();
  }

  private static void tools(Tools tools, JsonOutput out, Losses losses) {
    if (!tools.list().isEmpty()) {
      out.array("tools");
      for (Tools.Tool tool : tools.list()) {
        out.object().text("type", "function").object("function").text("name", tool.name());
        tool.description().ifPresent(text -> out.value("description", text));
        out.value("parameters", tool.schema());
        tool.strict().ifPresent(strict -> out.flag("strict", strict));
        out.endObject().endObject();
        if (tool.cached()) {
          losses.lost(Feature.TOOL_CACHE_MARK, "chat's cache takes no marks");
        }
      }
      out.endArray();
    }
    switch (tools.choice()) {
      case ToolChoice.Unstated _ -> {}
      case ToolChoice.Auto _ -> out.text("tool_choice", "auto");
      case ToolChoice.None _ -> out.text("tool_choice", "none");
      case ToolChoice.Any _ -> out.text("tool_choice", "required");
      case ToolChoice.One(String name) ->
          out.object("tool_choice")
              .text("type", "function")
              .object("function")
              .text("name", name)
              .endObject()
              .endObject();
    }
    tools.parallel().ifPresent(parallel -> out.flag("parallel_tool_calls", parallel));
  }

  private static void sampling(Sampling sampling, JsonOutput out, Losses losses) {
    sampling.maxTokens().ifPresent(tokens -> out.number("max_completion_tokens", tokens));
    sampling.temperature().ifPresent(value -> out.value("temperature", value));
    sampling.topP().ifPresent(value -> out.value("top_p", value));
    sampling.presencePenalty().ifPresent(value -> out.value("presence_penalty", value));
    sampling.frequencyPenalty().ifPresent(value -> out.value("frequency_penalty", value));
    sampling.seed().ifPresent(seed -> out.number("seed", seed));
    sampling.topK().ifPresent(_ -> losses.lost(Feature.TOP_K, "chat has no top_k"));
    if (sampling.choices() > 1) {
      out.number("n", sampling.choices());
    }
    if (sampling.stop().size() > STOPS_MAX) {
      losses.lost(
          Feature.STOP,
          "chat has at most %d, these are %d".formatted(STOPS_MAX, sampling.stop().size()));
    }
    if (!sampling.stop().isEmpty()) {
      out.array("stop");
      sampling.stop().stream().limit(STOPS_MAX).forEach(out::value);
      out.endArray();
    }
  }

  private static void format(Format format, JsonOutput out) {
    switch (format) {
      case Format.Plain _ -> {}
      case Format.AnyJson _ ->
          out.object("response_format").text("type", "json_object").endObject();
      case Format.Schema schema -> {
        out.object("response_format").text("type", "json_schema").object("json_schema");
        SchemaMembers.write(schema, out);
        out.endObject().endObject();
      }
    }
  }

  private static void reasoning(Reasoning reasoning, JsonOutput out, Losses losses) {
    switch (reasoning) {
      case Reasoning.Unstated _, Reasoning.Adaptive _ -> {} // a model that reasons does as it likes
      case Reasoning.Off _ -> out.text("reasoning_effort", "none");
      case Reasoning.Effort(String level) -> out.text("reasoning_effort", level);
      case Reasoning.Budget(long tokens) ->
          losses.lost(
              Feature.REASONING, "chat has levels of effort, this is %d tokens".formatted(tokens));
    }
  }

  private static void caller(Conversation conversation, JsonOutput out) {
    if (!conversation.caller().user().isEmpty()) {
      out.text("user", conversation.caller().user());
    }
    if (!conversation.caller().metadata().isEmpty()) {
      out.object("metadata");
      conversation.caller().metadata().forEach(out::value);
      out.endObject();
    }
  }
}
