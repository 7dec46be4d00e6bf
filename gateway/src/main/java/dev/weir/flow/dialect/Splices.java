package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonOutput;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Writes splices into a body.
public final class Splices {
  private Splices() {}

  /// The body with the splices in their places, every other byte as it was. The same array if there
  /// are none.
  ///
  /// @param ask what was read from this very body
  /// @param splices at most one of each kind, an envelope last
  public static byte[] apply(byte[] body, Ask ask, List<Splice> splices) {
    if (splices.isEmpty()) {
      return body;
    }
    if (ask.bodyBytes() != body.length) {
      throw new IllegalArgumentException(
          "splices: ask was read from %d bytes, body has %d"
              .formatted(ask.bodyBytes(), body.length));
    }
    var cuts = new ArrayList<Cut>();
    for (Splice splice : splices) {
      switch (splice) {
        case Splice.Model(String model) -> model(ask, model).ifPresent(cuts::add);
        case Splice.MaxTokens limit -> maxTokens(body, ask, limit, cuts);
        case Splice.UsageRequest() -> usageRequest(body, ask, cuts);
        case Splice.Envelope envelope ->
            envelope(Enveloping.cuts(body, ask.places().members(), envelope), cuts);
      }
    }
    return write(body, cuts);
  }

  /// What changes a member that goes is not needed.
  private static void envelope(List<Cut> own, List<Cut> cuts) {
    cuts.removeIf(cut -> own.stream().anyMatch(cut::isWithin));
    cuts.addAll(own);
  }

  private static void maxTokens(byte[] body, Ask ask, Splice.MaxTokens limit, List<Cut> cuts) {
    Places places = ask.places();
    String figure = Long.toString(limit.tokens());
    if (places.maxTokens().present()) {
      cuts.add(Cut.replace(places.maxTokens(), figure));
    }
    if (places.maxCompletionTokens().present()) {
      cuts.add(Cut.replace(places.maxCompletionTokens(), figure));
    }
    if (limit.former() && ask.wire() == Wire.OPENAI_CHAT) {
      if (!places.maxTokens().present()) {
        cuts.add(Cut.insert(places.members(), "\"max_tokens\":" + figure + ","));
      }
    } else if (!places.maxTokens().present() && !places.maxCompletionTokens().present()) {
      cuts.add(newMaxTokens(body, ask, figure));
    }
  }

  /// Where the path names the model, it is changed there.
  private static Optional<Cut> model(Ask ask, String model) {
    Span place = ask.places().model();
    return place.present()
        ? Optional.of(Cut.replace(place, JsonOutput.quoted(model)))
        : Optional.empty();
  }

  private static Cut newMaxTokens(byte[] body, Ask ask, String figure) {
    int members = ask.places().members();
    return switch (ask.wire()) {
      case OPENAI_CHAT -> Cut.insert(members, "\"max_completion_tokens\":" + figure + ",");
      case OPENAI_RESPONSES -> Cut.insert(members, "\"max_output_tokens\":" + figure + ",");
      case OPENAI_COMPLETIONS,
          ANTHROPIC_MESSAGES,
          OPENAI_EMBEDDINGS,
          ANTHROPIC_COUNT_TOKENS,
          GEMINI_EMBED,
          GEMINI_BATCH_EMBED,
          GEMINI_COUNT_TOKENS,
          OTHER_FREE,
          OTHER_REQUEST,
          OTHER_USAGE ->
          Cut.insert(members, "\"max_tokens\":" + figure + ",");
      case GEMINI_GENERATE ->
          within(body, ask, GeminiAsk.LIMITS, "\"" + GeminiAsk.LIMIT + "\":" + figure);
      case BEDROCK_CONVERSE ->
          within(body, ask, ConverseAsk.LIMITS, "\"" + ConverseAsk.LIMIT + "\":" + figure);
    };
  }

  /// A member of an object that may have to be made.
  private static Cut within(byte[] body, Ask ask, String object, String member) {
    Span limits = ask.places().limits();
    if (!limits.present()) {
      int members = ask.places().members();
      String comma = isEmptyObject(body, new Span(members - 1, body.length)) ? "" : ",";
      return Cut.insert(members, "\"" + object + "\":{" + member + "}" + comma);
    }
    if (body[limits.from()] != '{') {
      return Cut.replace(limits, "{" + member + "}");
    }
    String comma = isEmptyObject(body, limits) ? "" : ",";
    return Cut.insert(limits.from() + 1, member + comma);
  }

  private static void usageRequest(byte[] body, Ask ask, List<Cut> cuts) {
    Places places = ask.places();
    if (!ask.needsUsageRequest()) {
      return;
    }
    if (places.includeUsage().present()) {
      cuts.add(Cut.replace(places.includeUsage(), "true"));
    } else if (!places.streamOptions().present()) {
      cuts.add(Cut.insert(places.members(), "\"stream_options\":{\"include_usage\":true},"));
    } else if (body[places.streamOptions().from()] == 'n') {
      cuts.add(Cut.replace(places.streamOptions(), "{\"include_usage\":true}"));
    } else {
      String comma = isEmptyObject(body, places.streamOptions()) ? "" : ",";
      cuts.add(Cut.insert(places.streamOptions().from() + 1, "\"include_usage\":true" + comma));
    }
  }

  private static boolean isEmptyObject(byte[] body, Span object) {
    int i = object.from() + 1;
    while (body[i] == ' ' || body[i] == '\t' || body[i] == '\n' || body[i] == '\r') {
      i++;
    }
    return body[i] == '}';
  }

  private static byte[] write(byte[] body, List<Cut> cuts) {
    cuts.sort(Comparator.comparingInt(Cut::from).thenComparingInt(Cut::to));
    int length = body.length;
    for (Cut cut : cuts) {
      length += cut.growth();
    }
    ByteBuffer spliced = ByteBuffer.allocate(length);
    int read = 0;
    for (Cut cut : cuts) {
      spliced.put(body, read, cut.from() - read).put(cut.bytes());
      read = cut.to();
    }
    return spliced.put(body, read, body.length - read).array();
  }
}
