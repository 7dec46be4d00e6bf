package dev.weir.flow.anthropic;

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
import java.util.OptionalLong;
import java.util.Set;

/// Writes a request of Anthropic's messages.
///
/// The wire demands `max_tokens`: where the caller says none, it is the most that the model can
/// give.
public final class MessagesRequestWriter implements RequestWriter {
  private static final long BUDGET_MIN = 1024;
  private static final Set<String> EFFORTS = Set.of("low", "medium", "high", "xhigh", "max");

  @Override
  public byte[] write(Conversation conversation, Target target, Losses losses) {
    var out = new JsonOutput();
    out.object();
    out.text("model", target.model());
    OptionalLong maxTokens = maxTokens(conversation.sampling(), target, losses);
    maxTokens.ifPresent(tokens -> out.number("max_tokens", tokens));
    if (conversation.stream()) {
      out.flag("stream", true);
    }
    new MessagesTurns(out, losses).write(conversation.turns());
    tools(conversation.tools(), out, losses);
    sampling(conversation.sampling(), out, losses);
    thinking(conversation.reasoning(), maxTokens, out, losses);
    outputConfig(conversation, out, losses);
    caller(conversation.caller(), out, losses);
    return out.endObject().bytes();
  }

  private static OptionalLong maxTokens(Sampling sampling, Target target, Losses losses) {
    OptionalLong given = sampling.maxTokens();
    if (given.isPresent()) {
      return given;
    }
    if (target.outputMax().isEmpty()) {
      losses.lost(
          Feature.MAX_TOKENS,
          "it must be given there, and the price book has no most output of the model");
    }
    return target.outputMax();
  }

  private static void tools(Tools tools, JsonOutput out, Losses losses) {
    if (!tools.list().isEmpty()) {
      out.array("tools");
      tools.list().forEach(tool -> tool(tool, out));
      out.endArray();
    }
    choice(tools, out);
    if (tools.list().isEmpty() && tools.choice() instanceof ToolChoice.One) {
      losses.lost(Feature.TOOL_CHOICE, "the tool it names is none of those declared");
    }
  }

  private static void tool(Tools.Tool tool, JsonOutput out) {
    out.object().text("name", tool.name());
    tool.description().ifPresent(text -> out.value("description", text));
    out.value("input_schema", tool.schema());
    tool.strict().ifPresent(strict -> out.flag("strict", strict));
    if (tool.cached()) {
      MessagesTurns.mark(out);
    }
    out.endObject();
  }

  /// Without tools there is nothing to choose: the wire refuses a choice then.
  private static void choice(Tools tools, JsonOutput out) {
    Optional<String> type = word(tools);
    if (type.isEmpty() || tools.list().isEmpty()) {
      return;
    }
    out.object("tool_choice").text("type", type.get());
    if (tools.choice() instanceof ToolChoice.One(String name)) {
      out.text("name", name);
    }
    if (!(tools.choice() instanceof ToolChoice.None)) {
      tools.parallel().ifPresent(parallel -> out.flag("disable_parallel_tool_use", !parallel));
    }
    out.endObject();
  }

  private static Optional<String> word(Tools tools) {
    return switch (tools.choice()) {
      case ToolChoice.Unstated _ -> tools.parallel().map(_ -> "auto");
      case ToolChoice.Auto _ -> Optional.of("auto");
      case ToolChoice.None _ -> Optional.of("none");
      case ToolChoice.Any _ -> Optional.of("any");
      case ToolChoice.One _ -> Optional.of("tool");
    };
  }

  private static void sampling(Sampling sampling, JsonOutput out, Losses losses) {
    sampling.temperature().ifPresent(value -> temperature(value, out, losses));
    sampling.topP().ifPresent(value -> out.value("top_p", value));
    sampling.topK().ifPresent(value -> out.number("top_k", value));
    stop(sampling.stop(), out, losses);
    sampling.loseSeedPenaltiesAndChoices(losses);
  }

  private static void temperature(JsonSlice value, JsonOutput out, Losses losses) {
    BigDecimal temperature = new BigDecimal(value.json());
    if (temperature.signum() < 0 || temperature.compareTo(BigDecimal.ONE) > 0) {
      losses.lost(Feature.TEMPERATURE, "it is 0 to 1 there, was " + value.json());
      return;
    }
    out.value("temperature", value);
  }

  private static void stop(List<JsonSlice> stop, JsonOutput out, Losses losses) {
    if (stop.stream().anyMatch(text -> text.text().isBlank())) {
      losses.lost(Feature.STOP, "a text of white space alone is none there");
    }
    List<JsonSlice> texts = stop.stream().filter(text -> !text.text().isBlank()).toList();
    if (!texts.isEmpty()) {
      out.array("stop_sequences");
      texts.forEach(out::value);
      out.endArray();
    }
  }

  private static void thinking(
      Reasoning reasoning, OptionalLong maxTokens, JsonOutput out, Losses losses) {
    switch (reasoning) {
      case Reasoning.Unstated _ -> {}
      case Reasoning.Off _ -> out.object("thinking").text("type", "disabled").endObject();
      case Reasoning.Adaptive _ -> out.object("thinking").text("type", "adaptive").endObject();
      case Reasoning.Effort(String level) -> {
        if (EFFORTS.contains(level)) {
          out.object("thinking").text("type", "adaptive").endObject();
        } else {
          losses.lost(
              Feature.REASONING, "effort is low, medium, high, xhigh or max there, was " + level);
        }
      }
      case Reasoning.Budget(long tokens) -> budget(tokens, maxTokens, out, losses);
    }
  }

  private static void budget(long tokens, OptionalLong maxTokens, JsonOutput out, Losses losses) {
    if (tokens < BUDGET_MIN || (maxTokens.isPresent() && tokens >= maxTokens.getAsLong())) {
      losses.lost(
          Feature.REASONING,
          "a budget is at least %d tokens and below all output there, was %d"
              .formatted(BUDGET_MIN, tokens));
      return;
    }
    out.object("thinking").text("type", "enabled").number("budget_tokens", tokens).endObject();
  }

  private static void outputConfig(Conversation conversation, JsonOutput out, Losses losses) {
    Optional<JsonSlice> wanted =
        switch (conversation.format()) {
          case Format.Plain _ -> Optional.empty();
          case Format.AnyJson _ -> {
            losses.lost(Feature.FORMAT_JSON, "JSON is of a schema there");
            yield Optional.empty();
          }
          case Format.Schema schema -> Optional.of(schema.described());
        };
    Optional<String> effort =
        conversation.reasoning() instanceof Reasoning.Effort(String level)
            ? Optional.of(level).filter(EFFORTS::contains)
            : Optional.empty();
    if (wanted.isEmpty() && effort.isEmpty()) {
      return;
    }
    out.object("output_config");
    wanted.ifPresent(value ->
        out.object("format").text("type", "json_schema").value("schema", value).endObject());
    effort.ifPresent(level -> out.text("effort", level));
    out.endObject();
  }

  private static void caller(Caller caller, JsonOutput out, Losses losses) {
    if (!caller.user().isEmpty()) {
      out.object("metadata").text("user_id", caller.user()).endObject();
    }
    if (!caller.metadata().isEmpty()) {
      losses.lost(Feature.METADATA, "there is only 'metadata.user_id'");
    }
  }
}
