package dev.weir.flow.gemini;

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
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a request of generateContent or streamGenerateContent. The model, and whether it is a
/// stream, are in the path.
///
/// Schemas are written as JSON Schema. A model older than Gemini 3 has no levels of thought: it is
/// told the budgets that Google's own OpenAI-compatible endpoint takes for them.
public final class GenerateRequestWriter implements RequestWriter {
  private static final int STOPS_MAX = 5;

  /// Models whose calls need no seals and whose thought has no levels.
  private static final Pattern OLD = Pattern.compile(".*gemini-[12][.-].*");

  /// https://ai.google.dev/gemini-api/docs/openai, "Thinking"
  private static final Map<String, Long> BUDGETS =
      Map.of("minimal", 1024L, "low", 1024L, "medium", 8192L, "high", 24576L);

  @Override
  public byte[] write(Conversation conversation, Target target, Losses losses) {
    boolean old = OLD.matcher(target.model()).matches();
    boolean demandsSeals = !old && target.model().contains("gemini");
    var out = new JsonOutput().object();
    new GenerateTurns(out, losses, demandsSeals).write(conversation.turns());
    tools(conversation.tools(), out, losses);
    config(conversation, old, out, losses);
    caller(conversation.caller(), losses);
    return out.endObject().bytes();
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
    out.array("tools").object().array("functionDeclarations");
    for (Tools.Tool tool : tools.list()) {
      out.object().text("name", tool.name());
      tool.description().ifPresent(text -> out.value("description", text));
      out.value("parametersJsonSchema", tool.schema()).endObject();
      if (tool.cached()) {
        losses.lost(Feature.TOOL_CACHE_MARK, "the cache takes no marks there");
      }
    }
    out.endArray().endObject().endArray();
    choice(tools, out);
  }

  /// A model that must call a tool keeps to its schema by itself.
  private static void choice(Tools tools, JsonOutput out) {
    boolean strict = tools.list().stream().anyMatch(tool -> tool.strict().orElse(false));
    switch (tools.choice()) {
      case ToolChoice.Unstated _ -> {
        if (strict) {
          mode("VALIDATED", out);
        }
      }
      case ToolChoice.Auto _ -> mode(strict ? "VALIDATED" : "AUTO", out);
      case ToolChoice.None _ -> mode("NONE", out);
      case ToolChoice.Any _ -> mode("ANY", out);
      case ToolChoice.One(String name) ->
          out.object("toolConfig")
              .object("functionCallingConfig")
              .text("mode", "ANY")
              .array("allowedFunctionNames")
              .text(name)
              .endArray()
              .endObject()
              .endObject();
    }
  }

  private static void mode(String mode, JsonOutput out) {
    out.object("toolConfig").object("functionCallingConfig").text("mode", mode);
    out.endObject().endObject();
  }

  private static void config(
      Conversation conversation, boolean old, JsonOutput out, Losses losses) {
    var config = new JsonOutput().object();
    sampling(conversation.sampling(), config, losses);
    format(conversation.format(), config);
    reasoning(conversation.reasoning(), old, config, losses);
    byte[] said = config.endObject().bytes();
    if (said.length > "{}".length()) {
      out.value("generationConfig", new JsonSlice(said, 0, said.length));
    }
  }

  private static void sampling(Sampling sampling, JsonOutput out, Losses losses) {
    sampling.maxTokens().ifPresent(tokens -> out.number("maxOutputTokens", tokens));
    sampling.temperature().ifPresent(value -> out.value("temperature", value));
    sampling.topP().ifPresent(value -> out.value("topP", value));
    sampling.topK().ifPresent(tokens -> out.number("topK", tokens));
    sampling.presencePenalty().ifPresent(value -> out.value("presencePenalty", value));
    sampling.frequencyPenalty().ifPresent(value -> out.value("frequencyPenalty", value));
    sampling.seed().ifPresent(seed -> seed(seed, out, losses));
    if (sampling.choices() > 1) {
      out.number("candidateCount", sampling.choices());
    }
    if (sampling.stop().size() > STOPS_MAX) {
      losses.lost(
          Feature.STOP,
          "there are at most %d, these are %d".formatted(STOPS_MAX, sampling.stop().size()));
    }
    if (!sampling.stop().isEmpty()) {
      out.array("stopSequences");
      sampling.stop().stream().limit(STOPS_MAX).forEach(out::value);
      out.endArray();
    }
  }

  private static void seed(long seed, JsonOutput out, Losses losses) {
    if (seed == (int) seed) {
      out.number("seed", seed);
    } else {
      losses.lost(Feature.SEED, "it is a number of 32 bits there, was " + seed);
    }
  }

  private static void format(Format format, JsonOutput out) {
    switch (format) {
      case Format.Plain _ -> {}
      case Format.AnyJson _ -> out.text("responseMimeType", "application/json");
      case Format.Schema schema ->
          out.text("responseMimeType", "application/json")
              .value("responseJsonSchema", schema.described());
    }
  }

  private static void reasoning(Reasoning reasoning, boolean old, JsonOutput out, Losses losses) {
    switch (reasoning) {
      case Reasoning.Unstated _ -> {}
      case Reasoning.Off _ -> budget(0, out);
      case Reasoning.Adaptive _ ->
          out.object("thinkingConfig").flag("includeThoughts", true).endObject();
      case Reasoning.Budget(long tokens) -> budget(tokens, out);
      case Reasoning.Effort(String level) -> {
        @Nullable Long tokens = BUDGETS.get(level);
        if (tokens == null) {
          losses.lost(
              Feature.REASONING, "effort is minimal, low, medium or high there, was " + level);
        } else if (old) {
          budget(tokens, out);
        } else {
          out.object("thinkingConfig").text("thinkingLevel", level);
          out.flag("includeThoughts", true).endObject();
        }
      }
    }
  }

  private static void budget(long tokens, JsonOutput out) {
    out.object("thinkingConfig").number("thinkingBudget", tokens);
    if (tokens > 0) {
      out.flag("includeThoughts", true);
    }
    out.endObject();
  }

  private static void caller(Caller caller, Losses losses) {
    if (!caller.user().isEmpty()) {
      losses.lost(Feature.USER, "there is none");
    }
    if (!caller.metadata().isEmpty()) {
      losses.lost(Feature.METADATA, "Gemini's own API has none");
    }
  }
}
