package dev.weir.flow.gemini;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads the `generationConfig` of one request.
final class GenerateConfig {
  private static final String PATH = GenerateFields.CONFIG;
  private static final long DYNAMIC = -1;
  private static final String JSON = "application/json";
  private static final List<String> TYPES = List.of("", "text/plain", JSON);

  private final Losses losses;
  private final List<JsonSlice> stop = new ArrayList<>();
  private final List<JsonSlice> schemas = new ArrayList<>();
  private OptionalLong maxTokens = OptionalLong.empty();
  private Optional<JsonSlice> temperature = Optional.empty();
  private Optional<JsonSlice> topP = Optional.empty();
  private OptionalLong topK = OptionalLong.empty();
  private OptionalLong seed = OptionalLong.empty();
  private Optional<JsonSlice> presencePenalty = Optional.empty();
  private Optional<JsonSlice> frequencyPenalty = Optional.empty();
  private long choices = 1;
  private String mimeType = "";
  private boolean thinks;
  private OptionalLong budget = OptionalLong.empty();
  private String level = "";

  GenerateConfig(Losses losses) {
    this.losses = losses;
  }

  void member(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "maxOutputTokens" -> maxTokens = OptionalLong.of(GenerateWalk.whole(cursor));
      case "temperature" -> temperature = Optional.of(GenerateWalk.number(cursor));
      case "topP" -> topP = Optional.of(GenerateWalk.number(cursor));
      case "topK" -> topK = OptionalLong.of(GenerateWalk.whole(cursor));
      case "seed" -> seed = OptionalLong.of(GenerateWalk.whole(cursor));
      case "presencePenalty" -> presencePenalty = Optional.of(GenerateWalk.number(cursor));
      case "frequencyPenalty" -> frequencyPenalty = Optional.of(GenerateWalk.number(cursor));
      case "candidateCount" -> choices = Math.max(1, GenerateWalk.whole(cursor));
      case "stopSequences" -> GenerateWalk.each(cursor, text -> stop.add(text.slice(Kind.STRING)));
      case "thinkingConfig" -> {
        thinks = true;
        GenerateWalk.members(cursor, this::thinking);
      }
      default -> form(name, cursor);
    }
  }

  private void form(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "responseMimeType" -> mimeType = cursor.text();
      case "responseSchema" -> schemas.add(GenerateSchema.json(cursor.slice(Kind.OBJECT)));
      case "responseJsonSchema" -> schemas.add(cursor.slice(Kind.OBJECT));
      case "responseModalities" ->
          GenerateWalk.each(cursor, value -> unless(List.of("TEXT"), name, value));
      case "responseLogprobs" -> {
        if (cursor.flag()) {
          losses.lost(PATH + name, GenerateContent.OWN);
        }
      }
      case "mediaResolution" -> unless(List.of("MEDIA_RESOLUTION_UNSPECIFIED"), name, cursor);
      default -> unknown(name, cursor);
    }
  }

  private void unknown(String member, JsonCursor cursor) throws JsonFault {
    losses.lost(PATH + member, GenerateContent.OWN);
    cursor.skip();
  }

  /// A member whose usual values say nothing.
  private void unless(List<String> usual, String member, JsonCursor cursor) throws JsonFault {
    if (!usual.contains(cursor.text().toUpperCase(Locale.ROOT))) {
      losses.lost(PATH + member, GenerateContent.OWN);
    }
  }

  private void thinking(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "thinkingBudget" -> budget = OptionalLong.of(GenerateWalk.whole(cursor));
      case "thinkingLevel" -> level = cursor.text().toLowerCase(Locale.ROOT);
      case "includeThoughts" -> cursor.flag(); // thoughts are shown where they are told
      default -> unknown("thinkingConfig." + name, cursor);
    }
  }

  Reasoning reasoning() {
    boolean leveled = !level.isEmpty() && !level.equals("thinking_level_unspecified");
    if (budget.isPresent()) {
      if (leveled) {
        losses.lost(
            PATH + "thinkingConfig.thinkingLevel",
            "it is how much to think, which 'thinkingBudget' states");
      }
      long tokens = budget.getAsLong();
      if (tokens == 0) {
        return Reasoning.Off.OFF;
      }
      return tokens == DYNAMIC ? Reasoning.Adaptive.ADAPTIVE : new Reasoning.Budget(tokens);
    }
    if (leveled) {
      return new Reasoning.Effort(level);
    }
    return thinks ? Reasoning.Adaptive.ADAPTIVE : Reasoning.Unstated.UNSTATED;
  }

  Sampling sampling() {
    return new Sampling(
        maxTokens, temperature, topP, topK, stop, seed, presencePenalty, frequencyPenalty, choices);
  }

  /// A schema asks for JSON by itself.
  Format format() throws JsonFault {
    if (schemas.size() > 1) {
      throw new JsonFault("'responseSchema' and 'responseJsonSchema' are both given", 0);
    }
    if (!TYPES.contains(mimeType)) {
      losses.lost(PATH + "responseMimeType", "answers are text or JSON elsewhere: " + mimeType);
      return Format.Plain.PLAIN;
    }
    if (!schemas.isEmpty()) {
      return new Format.Schema("", Optional.empty(), schemas.getFirst(), Optional.empty());
    }
    return mimeType.equals(JSON) ? Format.AnyJson.ANY_JSON : Format.Plain.PLAIN;
  }
}
