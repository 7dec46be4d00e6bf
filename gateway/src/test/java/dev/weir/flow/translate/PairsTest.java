package dev.weir.flow.translate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Loss;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Media;
import dev.weir.flow.conversation.Part;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Role;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.Seal;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What pairs promise is what their writers do, and what docs/translation.md says.
class PairsTest {
  private static final Path PAGE =
      Path.of(System.getProperty("weir.root", "..")).resolve("docs/translation.md");
  private static final String BEGIN = "<!-- pairs -->\n";
  private static final String END = "<!-- /pairs -->\n";
  private static final JsonSlice TEXT = JsonSlice.quoted("a");
  private static final JsonSlice OBJECT = JsonSlice.of("{\"type\":\"object\"}");
  private static final JsonSlice LINK = JsonSlice.quoted("https://example.org/a");
  private static final Part SAID = new Part.Text(TEXT, false);

  @Test
  void aPairIsFoundByItsWiresAndByNoOthers() {
    for (Pair pair : Pairs.all()) {
      assertThat(Pairs.of(pair.from(), pair.to())).contains(pair);
      assertThat(pair.from()).isNotEqualTo(pair.to());
    }
    assertThat(Pairs.of(Wire.OPENAI_CHAT, Wire.OPENAI_CHAT)).isEmpty();
  }

  @Test
  void nothingIsLostThatAPairDoesNotOwnUpTo() {
    for (Pair pair : Pairs.all()) {
      Optional<WireParts> target = Wires.of(pair.to());
      if (target.isEmpty()) {
        continue;
      }
      for (Feature feature : Feature.values()) {
        if (!unsayable(pair.from()).contains(feature)) {
          assertThat(lost(samples(feature), pair, target.get()))
              .as("%s, by samples of %s", pair.getClass().getSimpleName(), feature)
              .isSubsetOf(pair.cannotCarry());
        }
      }
    }
  }

  @Test
  void allThatAPairOwnsUpToIsLostBySomeRequest() {
    for (Pair pair : Pairs.all()) {
      Optional<WireParts> target = Wires.of(pair.to());
      if (target.isEmpty()) {
        continue;
      }
      for (Feature feature : pair.cannotCarry()) {
        assertThat(lost(samples(feature), pair, target.get()))
            .as(pair.getClass().getSimpleName())
            .contains(feature);
      }
    }
  }

  @Test
  void thePageSaysWhatEachPairCannotCarry() throws IOException {
    StringBuilder table = new StringBuilder("| from | to | not carried, or only in part |\n");
    table.append("| --- | --- | --- |\n");
    for (Pair pair : Pairs.all()) {
      WireParts caller = Wires.of(pair.from()).orElseThrow();
      String fields =
          EnumSet.copyOf(pair.cannotCarry()).stream()
              .map(caller.names()::of)
              .distinct()
              .map(field -> "`" + field + "`")
              .collect(Collectors.joining(", "));
      table.append("| %s | %s | %s |\n".formatted(pair.from().code(), pair.to().code(), fields));
    }
    Path renewed = Path.of("target", "translation-pairs.md");
    Files.createDirectories(renewed.toAbsolutePath().getParent());
    Files.writeString(renewed, table.toString());

    String page = Files.readString(PAGE);
    assertThat(page.substring(page.indexOf(BEGIN) + BEGIN.length(), page.indexOf(END)))
        .as("renew it from gateway/" + renewed)
        .isEqualTo(table.toString());
  }

  private static Set<Feature> lost(List<Conversation> samples, Pair pair, WireParts target) {
    Set<Feature> lost = EnumSet.noneOf(Feature.class);
    for (Conversation sample : samples) {
      boolean budget = sample.reasoning() instanceof Reasoning.Budget;
      if (budget && pair.from() == Wire.OPENAI_RESPONSES) {
        continue; // it has levels of effort alone
      }
      for (String model : List.of("m", "anthropic.claude")) {
        var losses = new Losses(Feature::name, Set.of());
        target
            .asks()
            .write(pair.adapt(sample, losses), new Target(model, OptionalLong.empty()), losses);
        losses.refused().stream().map(Loss::field).map(Feature::valueOf).forEach(lost::add);
      }
    }
    return lost;
  }

  /// What a wire's callers have no words for.
  private static Set<Feature> unsayable(Wire from) {
    return switch (from) {
      case OPENAI_CHAT -> EnumSet.of(Feature.TOOL_RESULT_FAILED, Feature.DOCUMENT_LINK);
      case OPENAI_RESPONSES ->
          EnumSet.of(
              Feature.TEXT_CACHE_MARK,
              Feature.TOOL_CACHE_MARK,
              Feature.TOOL_RESULT_FAILED,
              Feature.TOP_K,
              Feature.STOP,
              Feature.SEED,
              Feature.PRESENCE_PENALTY,
              Feature.FREQUENCY_PENALTY,
              Feature.CHOICES);
      case ANTHROPIC_MESSAGES ->
          EnumSet.of(
              Feature.PICTURE_DETAIL,
              Feature.DECLINED,
              Feature.SEED,
              Feature.PRESENCE_PENALTY,
              Feature.FREQUENCY_PENALTY,
              Feature.CHOICES,
              Feature.FORMAT_JSON,
              Feature.METADATA);
      case GEMINI_GENERATE ->
          EnumSet.of(
              Feature.SYSTEM_IN_BETWEEN,
              Feature.TEXT_CACHE_MARK,
              Feature.PICTURE_DETAIL,
              Feature.DECLINED,
              Feature.TOOL_CACHE_MARK,
              Feature.TOOL_PARALLEL,
              Feature.USER);
      case BEDROCK_CONVERSE ->
          EnumSet.of(
              Feature.SYSTEM_IN_BETWEEN,
              Feature.PICTURE_LINK,
              Feature.PICTURE_DETAIL,
              Feature.DOCUMENT_LINK,
              Feature.DECLINED,
              Feature.TOOL_PARALLEL,
              Feature.SEED,
              Feature.PRESENCE_PENALTY,
              Feature.FREQUENCY_PENALTY,
              Feature.CHOICES,
              Feature.FORMAT_JSON,
              Feature.USER);
      default -> EnumSet.noneOf(Feature.class);
    };
  }

  /// Requests that use a feature, to its limits where wires differ in part only.
  private static List<Conversation> samples(Feature feature) {
    return switch (feature) {
      case SYSTEM_IN_BETWEEN -> turns(user(SAID), new Turn(Role.SYSTEM, List.of(SAID), 1));
      case PREFILL -> turns(user(SAID), assistant(SAID));
      case TEXT_CACHE_MARK -> turns(user(new Part.Text(TEXT, true)));
      case PICTURE -> turns(user(new Part.Picture(inline("image/png"), "", false)));
      case PICTURE_LINK -> turns(user(new Part.Picture(new Media.Link("", LINK), "", false)));
      case PICTURE_TYPE -> turns(user(new Part.Picture(inline("image/tiff"), "", false)));
      case PICTURE_DETAIL -> turns(user(new Part.Picture(inline("image/png"), "low", false)));
      case PICTURE_OF_ASSISTANT ->
          turns(assistant(new Part.Picture(inline("image/png"), "", false)));
      case DOCUMENT -> turns(assistant(new Part.Document(inline("application/pdf"), "", false)));
      case DOCUMENT_LINK -> turns(user(new Part.Document(new Media.Link("", LINK), "", false)));
      case DOCUMENT_TYPE -> turns(user(new Part.Document(inline("video/mp4"), "", false)));
      case DOCUMENT_TITLE ->
          turns(user(new Part.Document(inline("application/pdf"), "a/b_c.é", false)));
      case TOOL_RESULT_PICTURE -> turns(result(new Part.Picture(inline("image/tiff"), "", false)));
      case TOOL_RESULT_DOCUMENT -> turns(result(new Part.Document(inline("video/mp4"), "", false)));
      case TOOL_RESULT_FAILED ->
          turns(user(new Part.ToolResult("c", "f", List.of(SAID), true, false)));
      case THOUGHT -> turns(assistant(new Part.Thought(TEXT, Optional.empty())));
      case THOUGHT_SEAL -> {
        Optional<Seal> foreign = Optional.of(new Seal(Wire.OPENAI_COMPLETIONS, TEXT));
        List<Conversation> both = new ArrayList<>();
        both.addAll(turns(assistant(new Part.Thought(JsonSlice.quoted(""), foreign))));
        both.addAll(turns(assistant(new Part.ToolCall("c", "f", JsonSlice.of("{}"), foreign))));
        yield both;
      }
      case DECLINED -> turns(assistant(new Part.Declined(TEXT)));
      case TOOL_STRICT -> tools(new Tools(List.of(tool(true, false)), unstated(), none()));
      case TOOL_SCHEMA -> tools(new Tools(List.of(tool(false, false)), unstated(), none()));
      case TOOL_CACHE_MARK -> tools(new Tools(List.of(tool(false, true)), unstated(), none()));
      case TOOL_CHOICE -> tools(new Tools(List.of(), new ToolChoice.One("f"), none()));
      case TOOL_PARALLEL ->
          tools(new Tools(List.of(tool(false, false)), unstated(), Optional.of(false)));
      case MAX_TOKENS -> List.of(conversation(List.of(user(SAID)), new SamplingDraft()));
      case TEMPERATURE -> sampled(draft -> draft.temperature = Optional.of(JsonSlice.of("1.5")));
      case TOP_P -> sampled(draft -> draft.topP = Optional.of(JsonSlice.of("0.5")));
      case TOP_K -> sampled(draft -> draft.topK = OptionalLong.of(3));
      case STOP -> {
        List<JsonSlice> blank = List.of(JsonSlice.quoted("\n"), TEXT, TEXT, TEXT, TEXT, TEXT);
        yield sampled(draft -> draft.stop = blank);
      }
      case SEED -> {
        List<Conversation> both = new ArrayList<>();
        both.addAll(sampled(draft -> draft.seed = OptionalLong.of(1)));
        both.addAll(sampled(draft -> draft.seed = OptionalLong.of(1L << 40)));
        yield both;
      }
      case PRESENCE_PENALTY -> sampled(draft -> draft.presence = Optional.of(JsonSlice.of("1")));
      case FREQUENCY_PENALTY -> sampled(draft -> draft.frequency = Optional.of(JsonSlice.of("1")));
      case CHOICES -> sampled(draft -> draft.choices = 2);
      case FORMAT_JSON -> formed(Format.AnyJson.ANY_JSON);
      case FORMAT_SCHEMA -> formed(schema(Optional.empty()));
      case FORMAT_STRICT -> formed(schema(Optional.of(true)));
      case REASONING -> {
        List<Conversation> both = new ArrayList<>();
        both.addAll(reasoned(new Reasoning.Budget(9)));
        both.addAll(reasoned(new Reasoning.Effort("minimal")));
        both.addAll(reasoned(new Reasoning.Effort("max")));
        yield both;
      }
      case USER -> List.of(called(new Caller("u", false, Map.of())));
      case METADATA -> List.of(called(new Caller("", false, Map.of("k", TEXT))));
    };
  }

  private static Media inline(String type) {
    return new Media.Inline(type, JsonSlice.quoted("aGk="));
  }

  private static Turn user(Part part) {
    return new Turn(Role.USER, List.of(part), 0);
  }

  private static Turn assistant(Part part) {
    return new Turn(Role.ASSISTANT, List.of(part), 1);
  }

  private static Turn result(Part part) {
    return user(new Part.ToolResult("c", "f", List.of(part), false, false));
  }

  private static ToolChoice unstated() {
    return ToolChoice.Unstated.UNSTATED;
  }

  private static Optional<Boolean> none() {
    return Optional.empty();
  }

  private static Tools.Tool tool(boolean strict, boolean cached) {
    Optional<Boolean> must = strict ? Optional.of(true) : Optional.empty();
    return new Tools.Tool("f", Optional.of(TEXT), OBJECT, must, cached);
  }

  private static Format schema(Optional<Boolean> strict) {
    return new Format.Schema("s", Optional.empty(), OBJECT, strict);
  }

  private static final class SamplingDraft {
    private OptionalLong maxTokens = OptionalLong.empty();
    private Optional<JsonSlice> temperature = Optional.empty();
    private Optional<JsonSlice> topP = Optional.empty();
    private OptionalLong topK = OptionalLong.empty();
    private List<JsonSlice> stop = List.of();
    private OptionalLong seed = OptionalLong.empty();
    private Optional<JsonSlice> presence = Optional.empty();
    private Optional<JsonSlice> frequency = Optional.empty();
    private long choices = 1;

    private static SamplingDraft bounded() {
      var draft = new SamplingDraft();
      draft.maxTokens = OptionalLong.of(5);
      return draft;
    }

    private Sampling finish() {
      return new Sampling(
          maxTokens, temperature, topP, topK, stop, seed, presence, frequency, choices);
    }
  }

  private interface Change {
    void to(SamplingDraft draft);
  }

  private static List<Conversation> sampled(Change change) {
    var draft = SamplingDraft.bounded();
    change.to(draft);
    return List.of(conversation(List.of(user(SAID)), draft));
  }

  private static List<Conversation> turns(Turn... turns) {
    return List.of(conversation(List.of(turns), SamplingDraft.bounded()));
  }

  private static Conversation conversation(List<Turn> turns, SamplingDraft draft) {
    return new Conversation(
        "m",
        false,
        turns,
        Tools.NONE,
        draft.finish(),
        Format.Plain.PLAIN,
        Reasoning.Unstated.UNSTATED,
        new Caller("", false, Map.of()));
  }

  private static Conversation plain() {
    return conversation(List.of(user(SAID)), SamplingDraft.bounded());
  }

  private static List<Conversation> tools(Tools tools) {
    Conversation plain = plain();
    return List.of(
        new Conversation(
            "m",
            false,
            plain.turns(),
            tools,
            plain.sampling(),
            plain.format(),
            plain.reasoning(),
            plain.caller()));
  }

  private static List<Conversation> formed(Format format) {
    Conversation plain = plain();
    return List.of(
        new Conversation(
            "m",
            false,
            plain.turns(),
            Tools.NONE,
            plain.sampling(),
            format,
            plain.reasoning(),
            plain.caller()));
  }

  private static List<Conversation> reasoned(Reasoning reasoning) {
    Conversation plain = plain();
    return List.of(
        new Conversation(
            "m",
            false,
            plain.turns(),
            Tools.NONE,
            plain.sampling(),
            plain.format(),
            reasoning,
            plain.caller()));
  }

  private static Conversation called(Caller caller) {
    Conversation plain = plain();
    return new Conversation(
        "m",
        false,
        plain.turns(),
        Tools.NONE,
        plain.sampling(),
        plain.format(),
        plain.reasoning(),
        caller);
  }
}
