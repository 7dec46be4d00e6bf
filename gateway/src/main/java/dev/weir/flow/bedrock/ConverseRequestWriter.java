package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonOutput;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestWriter;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Writes a request of Converse or ConverseStream. The model, and whether it is a stream, are in
/// the path.
///
/// How much to think and `top_k` are no words of the wire: they are written as Anthropic's models
/// on Bedrock want them, and are losses for others.
public final class ConverseRequestWriter implements RequestWriter {
  private static final long BUDGET_MIN = 1024;
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

  @Override
  public byte[] write(Conversation conversation, Target target, Losses losses) {
    boolean claude = target.model().contains("anthropic") || target.model().contains("claude");
    var out = new JsonOutput().object();
    new ConverseTurns(out, losses, claude).write(conversation.turns());
    inference(conversation.sampling(), out, losses);
    tools(conversation.tools(), out, losses);
    format(conversation.format(), out, losses);
    extras(conversation, claude, out, losses);
    caller(conversation.caller(), out, losses);
    return out.endObject().bytes();
  }

  private static void inference(Sampling sampling, JsonOutput out, Losses losses) {
    sampling.loseSeedPenaltiesAndChoices(losses);
    Optional<JsonSlice> temperature =
        sampling.temperature().filter(value -> isCarried(value, losses));
    // An empty text stops nothing, and is refused.
    List<JsonSlice> stop = sampling.stop().stream().filter(text -> !text.isEmptyString()).toList();
    if (sampling.maxTokens().isEmpty()
        && temperature.isEmpty()
        && sampling.topP().isEmpty()
        && stop.isEmpty()) {
      return;
    }
    out.object("inferenceConfig");
    sampling.maxTokens().ifPresent(tokens -> out.number("maxTokens", tokens));
    temperature.ifPresent(value -> out.value("temperature", value));
    sampling.topP().ifPresent(value -> out.value("topP", value));
    if (!stop.isEmpty()) {
      out.array("stopSequences");
      stop.forEach(out::value);
      out.endArray();
    }
    out.endObject();
  }

  private static boolean isCarried(JsonSlice temperature, Losses losses) {
    BigDecimal value = new BigDecimal(temperature.json());
    boolean carried = value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
    if (!carried) {
      losses.lost(Feature.TEMPERATURE, "it is 0 to 1 there, was " + temperature.json());
    }
    return carried;
  }

  private static void tools(Tools tools, JsonOutput out, Losses losses) {
    if (tools.parallel().filter(parallel -> !parallel).isPresent()) {
      losses.lost(Feature.TOOL_PARALLEL, "a model is free to use several tools there");
    }
    if (tools.list().isEmpty()) {
      if (tools.choice() instanceof ToolChoice.One) {
        losses.lost(Feature.TOOL_CHOICE, "the tool it names is none of those declared");
      }
      return;
    }
    out.object("toolConfig").array("tools");
    tools.list().forEach(tool -> tool(tool, out));
    out.endArray();
    choice(tools.choice(), out, losses);
    out.endObject();
  }

  private static void tool(Tools.Tool tool, JsonOutput out) {
    out.object().object("toolSpec").text("name", tool.name());
    tool.description().ifPresent(text -> out.value("description", text));
    out.object("inputSchema").value("json", tool.schema()).endObject();
    tool.strict().ifPresent(strict -> out.flag("strict", strict));
    out.endObject().endObject();
    if (tool.cached()) {
      ConverseTurns.mark(out);
    }
  }

  private static void choice(ToolChoice choice, JsonOutput out, Losses losses) {
    switch (choice) {
      case ToolChoice.Unstated _ -> {}
      case ToolChoice.Auto _ -> out.object("toolChoice").object("auto").endObject().endObject();
      case ToolChoice.Any _ -> out.object("toolChoice").object("any").endObject().endObject();
      case ToolChoice.None _ ->
          losses.lost(Feature.TOOL_CHOICE, "a model may use each tool it is told of there");
      case ToolChoice.One(String name) ->
          out.object("toolChoice").object("tool").text("name", name).endObject().endObject();
    }
  }

  private static void format(Format format, JsonOutput out, Losses losses) {
    switch (format) {
      case Format.Plain _ -> {}
      case Format.AnyJson _ -> losses.lost(Feature.FORMAT_JSON, "JSON is of a schema there");
      case Format.Schema schema -> {
        out.object("outputConfig").object("textFormat").text("type", "json_schema");
        out.object("structure").object("jsonSchema");
        if (!schema.name().isEmpty()) {
          out.text("name", schema.name());
        }
        schema.description().ifPresent(text -> out.value("description", text));
        out.value("schema", schema.schema().asString());
        out.endObject().endObject().endObject().endObject();
      }
    }
  }

  private static void extras(
      Conversation conversation, boolean claude, JsonOutput out, Losses losses) {
    Reasoning reasoning = conversation.reasoning();
    boolean thinks = isCarried(reasoning, conversation.sampling(), claude, losses);
    boolean topK = conversation.sampling().topK().isPresent();
    if (topK && !claude) {
      losses.lost(Feature.TOP_K, "only Anthropic's models have it there");
    }
    if (!thinks && !(topK && claude)) {
      return;
    }
    out.object("additionalModelRequestFields");
    if (claude) {
      conversation.sampling().topK().ifPresent(tokens -> out.number("top_k", tokens));
    }
    if (thinks) {
      thinking(reasoning, out);
    }
    out.endObject();
  }

  private static boolean isCarried(
      Reasoning reasoning, Sampling sampling, boolean claude, Losses losses) {
    Optional<String> rule =
        switch (reasoning) {
          case Reasoning.Unstated _ -> Optional.empty();
          case Reasoning.Off _, Reasoning.Adaptive _ -> Optional.empty();
          case Reasoning.Effort(String level) ->
              EFFORTS.contains(level)
                  ? Optional.empty()
                  : Optional.of("effort is low, medium, high, xhigh or max there, was " + level);
          case Reasoning.Budget(long tokens) ->
              tokens >= BUDGET_MIN && tokens < sampling.maxTokens().orElse(Long.MAX_VALUE)
                  ? Optional.empty()
                  : Optional.of(
                      "a budget is at least %d tokens and below all output there, was %d"
                          .formatted(BUDGET_MIN, tokens));
        };
    if (reasoning instanceof Reasoning.Unstated) {
      return false;
    }
    if (!claude) {
      losses.lost(Feature.REASONING, "only Anthropic's models are told how much to think there");
      return false;
    }
    rule.ifPresent(why -> losses.lost(Feature.REASONING, why));
    return rule.isEmpty();
  }

  private static void thinking(Reasoning reasoning, JsonOutput out) {
    switch (reasoning) {
      case Reasoning.Unstated _ -> {}
      case Reasoning.Off _ -> out.object("thinking").text("type", "disabled").endObject();
      case Reasoning.Adaptive _ -> out.object("thinking").text("type", "adaptive").endObject();
      case Reasoning.Budget(long tokens) ->
          out.object("thinking")
              .text("type", "enabled")
              .number("budget_tokens", tokens)
              .endObject();
      case Reasoning.Effort(String level) -> {
        out.object("thinking").text("type", "adaptive").endObject();
        out.object("output_config").text("effort", level).endObject();
      }
    }
  }

  private static void caller(Caller caller, JsonOutput out, Losses losses) {
    if (!caller.user().isEmpty()) {
      losses.lost(Feature.USER, "there is none");
    }
    if (!caller.metadata().isEmpty()) {
      out.object("requestMetadata");
      caller.metadata().forEach(out::value);
      out.endObject();
    }
  }
}
