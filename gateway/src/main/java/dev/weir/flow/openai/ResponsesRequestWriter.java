package dev.weir.flow.openai;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestWriter;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import dev.weir.flow.conversation.Turn;
import java.util.List;

/// Writes a request of OpenAI's Responses of which the provider keeps nothing (`store: false`): who
/// asks in another wire says all himself, and did not agree to more. Seals are asked for where
/// there is a wish about reasoning: models without it refuse that.
public final class ResponsesRequestWriter implements RequestWriter {
  @Override
  public byte[] write(Conversation conversation, Target target, Losses losses) {
    var out = new JsonOutput().object().text("model", target.model());
    List<Turn> turns = conversation.turns();
    if (!turns.isEmpty() && isInstruction(turns.getFirst())) {
      out.value("instructions", ((Part.Text) turns.getFirst().parts().getFirst()).text());
      turns = turns.subList(1, turns.size());
    }
    out.array("input");
    turns.forEach(new ResponsesTurns(out, losses)::write);
    out.endArray().flag("store", false);
    if (conversation.stream()) {
      out.flag("stream", true);
    }
    if (!conversation.tools().list().isEmpty()) {
      tools(conversation.tools(), out);
      conversation.tools().list().stream()
          .filter(Tools.Tool::cached)
          .forEach(_ -> losses.lost(Feature.TOOL_CACHE_MARK, "the cache takes no marks there"));
    }
    choice(conversation.tools().choice(), out);
    conversation.tools().parallel().ifPresent(its -> out.flag("parallel_tool_calls", its));
    sampling(conversation.sampling(), out, losses);
    format(conversation.format(), out);
    reasoning(conversation.reasoning(), out, losses);
    caller(conversation, out);
    return out.endObject().bytes();
  }

  private static boolean isInstruction(Turn turn) {
    return turn.role() == Role.SYSTEM
        && turn.parts().size() == 1
        && turn.parts().getFirst() instanceof Part.Text(_, boolean cached)
        && !cached;
  }

  /// Also for an answer, which repeats them. `strict` is a default of this wire alone.
  static void tools(Tools tools, JsonOutput out) {
    out.array("tools");
    for (Tools.Tool tool : tools.list()) {
      out.object().text("type", "function").text("name", tool.name());
      tool.description().ifPresent(text -> out.value("description", text));
      out.value("parameters", tool.schema()).flag("strict", tool.strict().orElse(false));
      out.endObject();
    }
    out.endArray();
  }

  static void choice(ToolChoice choice, JsonOutput out) {
    switch (choice) {
      case ToolChoice.Unstated _ -> {}
      case ToolChoice.Auto _ -> out.text("tool_choice", "auto");
      case ToolChoice.None _ -> out.text("tool_choice", "none");
      case ToolChoice.Any _ -> out.text("tool_choice", "required");
      case ToolChoice.One(String name) ->
          out.object("tool_choice").text("type", "function").text("name", name).endObject();
    }
  }

  private static void sampling(Sampling sampling, JsonOutput out, Losses losses) {
    sampling.maxTokens().ifPresent(tokens -> out.number("max_output_tokens", tokens));
    sampling.temperature().ifPresent(value -> out.value("temperature", value));
    sampling.topP().ifPresent(value -> out.value("top_p", value));
    sampling.topK().ifPresent(_ -> none(Feature.TOP_K, losses));
    sampling.seed().ifPresent(_ -> none(Feature.SEED, losses));
    sampling
        .presencePenalty()
        .filter(ResponsesRequestWriter::says)
        .ifPresent(_ -> none(Feature.PRESENCE_PENALTY, losses));
    sampling
        .frequencyPenalty()
        .filter(ResponsesRequestWriter::says)
        .ifPresent(_ -> none(Feature.FREQUENCY_PENALTY, losses));
    if (!sampling.stop().isEmpty()) {
      losses.lost(Feature.STOP, "nothing stops a model there");
    }
    if (sampling.choices() > 1) {
      losses.lost(Feature.CHOICES, "an answer is one there, were " + sampling.choices());
    }
  }

  private static void none(Feature feature, Losses losses) {
    losses.lost(feature, "there is none");
  }

  /// A penalty of nothing says nothing.
  private static boolean says(JsonSlice number) {
    return Double.parseDouble(number.json()) != 0;
  }

  private static void format(Format format, JsonOutput out) {
    switch (format) {
      case Format.Plain _ -> {}
      case Format.AnyJson _ ->
          out.object("text").object("format").text("type", "json_object").endObject().endObject();
      case Format.Schema schema -> {
        out.object("text").object("format").text("type", "json_schema");
        SchemaMembers.write(schema, out);
        out.endObject().endObject();
      }
    }
  }

  private static void reasoning(Reasoning reasoning, JsonOutput out, Losses losses) {
    switch (reasoning) {
      case Reasoning.Unstated _ -> {}
      case Reasoning.Adaptive _ -> sealed(out);
      case Reasoning.Off _ -> out.object("reasoning").text("effort", "none").endObject();
      case Reasoning.Effort(String level) -> {
        out.object("reasoning").text("effort", level).text("summary", "auto").endObject();
        sealed(out);
      }
      case Reasoning.Budget(long tokens) ->
          losses.lost(
              Feature.REASONING, "there are levels of effort, this is %d tokens".formatted(tokens));
    }
  }

  private static void sealed(JsonOutput out) {
    out.array("include").text("reasoning.encrypted_content").endArray();
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
