package dev.weir.flow.openai;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.RequestReader.Asked;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.ToolChoice;
import dev.weir.flow.conversation.Tools;
import dev.weir.flow.conversation.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/// A [Conversation] being read, and the members that both wires of OpenAI have. Owned by one
/// reading.
final class RequestDraft {
  static final String NO_WORD = "no other wire has it";

  final Losses losses;
  final List<Turn> turns = new ArrayList<>();
  final List<Tools.Tool> tools = new ArrayList<>();
  final List<JsonSlice> stop = new ArrayList<>();
  private final Map<String, JsonSlice> metadata = new TreeMap<>();
  ToolChoice choice = ToolChoice.Unstated.UNSTATED;
  private Optional<Boolean> parallel = Optional.empty();
  OptionalLong maxTokens = OptionalLong.empty();
  private Optional<JsonSlice> temperature = Optional.empty();
  private Optional<JsonSlice> topP = Optional.empty();
  OptionalLong topK = OptionalLong.empty();
  OptionalLong seed = OptionalLong.empty();
  Optional<JsonSlice> presencePenalty = Optional.empty();
  Optional<JsonSlice> frequencyPenalty = Optional.empty();
  long choices = 1;
  Format format = Format.Plain.PLAIN;
  Reasoning reasoning = Reasoning.Unstated.UNSTATED;
  private String user = "";
  private String safetyIdentifier = "";
  boolean usageInStream;

  RequestDraft(Losses losses) {
    this.losses = losses;
  }

  /// A member of which the wires do not differ; any other is a loss.
  void common(String name, JsonCursor cursor) throws JsonFault {
    switch (name) {
      case "model", "stream" -> cursor.skip(); // known before the body is read again
      case "temperature" -> temperature = Optional.of(Walk.number(name, cursor));
      case "top_p" -> topP = Optional.of(Walk.number(name, cursor));
      case "parallel_tool_calls" -> parallel = Optional.of(Walk.flag(name, cursor));
      case "user" -> user = Walk.text(name, cursor);
      case "safety_identifier" -> safetyIdentifier = Walk.text(name, cursor);
      case "metadata" ->
          Walk.members(name, cursor, (key, value) -> metadata.put(key, Walk.string(name, value)));
      case "store" -> lostUnless(name, !Walk.flag(name, cursor), "nothing is kept elsewhere");
      case "service_tier" ->
          lostUnless(name, isOneOf(cursor, "auto", "default"), "tiers are each provider's own");
      case "top_logprobs" ->
          lostUnless(name, cursor.is(Kind.INTEGER) && cursor.integer() == 0, NO_WORD);
      default -> lost(name, cursor);
    }
  }

  /// Steps over a member that is lost.
  void lost(String path, JsonCursor cursor) throws JsonFault {
    cursor.skip();
    losses.lost(path, NO_WORD);
  }

  static boolean isEmpty(JsonSlice value) {
    String json = value.length() > 16 ? "" : value.json().replaceAll("\\s", "");
    return json.equals("[]") || json.equals("{}") || json.equals("\"\"");
  }

  void lostUnless(String path, boolean noMatter, String why) {
    if (!noMatter) {
      losses.lost(path, why);
    }
  }

  static boolean isOneOf(JsonCursor cursor, String... words) throws JsonFault {
    return List.of(words).contains(cursor.text());
  }

  /// The levels of `reasoning_effort` and `reasoning.effort`.
  static Reasoning effort(String level) {
    return level.equals("none") ? Reasoning.Off.OFF : new Reasoning.Effort(level);
  }

  Conversation finish(Asked asked) {
    return new Conversation(
        asked.model(),
        asked.stream(),
        turns,
        new Tools(tools, choice, parallel),
        new Sampling(
            maxTokens,
            temperature,
            topP,
            topK,
            stop,
            seed,
            presencePenalty,
            frequencyPenalty,
            choices),
        format,
        reasoning,
        new Caller(user(), usageInStream, metadata));
  }

  private String user() {
    if (user.isEmpty()) {
      return safetyIdentifier;
    }
    lostUnless(
        "safety_identifier",
        safetyIdentifier.isEmpty() || safetyIdentifier.equals(user),
        "a caller has one name, and 'user' gives it");
    return user;
  }
}
