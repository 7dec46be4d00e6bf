package dev.weir.flow.dialect;

import dev.weir.base.wire.Cuts;
import dev.weir.base.wire.JsonOutput;
import java.util.List;

/// Writes splices into a body.
public final class Splices {
  private Splices() {}

  /// The body with the splices in their places, every other byte as it was. The same array if there
  /// are none.
  ///
  /// @param ask what was read from this very body
  /// @param splices at most one of each kind, a guise last
  public static byte[] apply(byte[] body, Ask ask, List<Splice> splices) {
    if (splices.isEmpty()) {
      return body;
    }
    if (ask.bodyBytes() != body.length) {
      throw new IllegalArgumentException(
          "splices: ask was read from %d bytes, body has %d"
              .formatted(ask.bodyBytes(), body.length));
    }
    Cuts cuts = new Cuts();
    for (Splice splice : splices) {
      switch (splice) {
        case Splice.Model(String model) -> model(ask, model, cuts);
        case Splice.MaxTokens limit -> maxTokens(body, ask, limit, cuts);
        case Splice.UsageRequest() -> usageRequest(body, ask, cuts);
        case Splice.Guise guise ->
            cuts.outdoneBy(GuiseCuts.cuts(body, ask.places().members(), guise));
      }
    }
    return cuts.applied(body);
  }

  private static void maxTokens(byte[] body, Ask ask, Splice.MaxTokens limit, Cuts cuts) {
    Places places = ask.places();
    String figure = Long.toString(limit.tokens());
    if (places.maxTokens().present()) {
      replace(places.maxTokens(), figure, cuts);
    }
    if (places.maxCompletionTokens().present()) {
      replace(places.maxCompletionTokens(), figure, cuts);
    }
    if (limit.former() && ask.wire() == Wire.OPENAI_CHAT) {
      if (!places.maxTokens().present()) {
        cuts.insert(places.members(), "\"max_tokens\":" + figure + ",");
      }
    } else if (!places.maxTokens().present() && !places.maxCompletionTokens().present()) {
      newMaxTokens(body, ask, figure, cuts);
    }
  }

  /// Where the path names the model, it is changed there.
  private static void model(Ask ask, String model, Cuts cuts) {
    if (ask.places().model().present()) {
      replace(ask.places().model(), JsonOutput.quoted(model), cuts);
    }
  }

  private static Cuts newMaxTokens(byte[] body, Ask ask, String figure, Cuts cuts) {
    int members = ask.places().members();
    return switch (ask.wire()) {
      case OPENAI_CHAT -> cuts.insert(members, "\"max_completion_tokens\":" + figure + ",");
      case OPENAI_RESPONSES -> cuts.insert(members, "\"max_output_tokens\":" + figure + ",");
      case OPENAI_COMPLETIONS,
          ANTHROPIC_MESSAGES,
          OPENAI_EMBEDDINGS,
          ANTHROPIC_COUNT_TOKENS,
          GEMINI_EMBED,
          GEMINI_BATCH_EMBED,
          GEMINI_COUNT_TOKENS,
          OTHER_FREE,
          OTHER_REQUEST,
          OTHER_DECLARED,
          OTHER_USAGE ->
          cuts.insert(members, "\"max_tokens\":" + figure + ",");
      case GEMINI_GENERATE ->
          within(body, ask, GeminiAsk.LIMITS, "\"" + GeminiAsk.LIMIT + "\":" + figure, cuts);
      case BEDROCK_CONVERSE ->
          within(body, ask, ConverseAsk.LIMITS, "\"" + ConverseAsk.LIMIT + "\":" + figure, cuts);
    };
  }

  /// A member of an object that may have to be made.
  private static Cuts within(byte[] body, Ask ask, String object, String member, Cuts cuts) {
    Span limits = ask.places().limits();
    if (!limits.present()) {
      int members = ask.places().members();
      String comma = isEmptyObject(body, new Span(members - 1, body.length)) ? "" : ",";
      return cuts.insert(members, "\"" + object + "\":{" + member + "}" + comma);
    }
    if (body[limits.from()] != '{') {
      return replace(limits, "{" + member + "}", cuts);
    }
    String comma = isEmptyObject(body, limits) ? "" : ",";
    return cuts.insert(limits.from() + 1, member + comma);
  }

  private static Cuts replace(Span span, String text, Cuts cuts) {
    return cuts.replace(span.from(), span.to(), text);
  }

  private static void usageRequest(byte[] body, Ask ask, Cuts cuts) {
    Places places = ask.places();
    if (!ask.needsUsageRequest()) {
      return;
    }
    if (places.includeUsage().present()) {
      replace(places.includeUsage(), "true", cuts);
    } else if (!places.streamOptions().present()) {
      cuts.insert(places.members(), "\"stream_options\":{\"include_usage\":true},");
    } else if (body[places.streamOptions().from()] == 'n') {
      replace(places.streamOptions(), "{\"include_usage\":true}", cuts);
    } else {
      String comma = isEmptyObject(body, places.streamOptions()) ? "" : ",";
      cuts.insert(places.streamOptions().from() + 1, "\"include_usage\":true" + comma);
    }
  }

  private static boolean isEmptyObject(byte[] body, Span object) {
    int i = object.from() + 1;
    while (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r') {
      i++;
    }
    return body[i] == '}';
  }
}
