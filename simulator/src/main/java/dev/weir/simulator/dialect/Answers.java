package dev.weir.simulator.dialect;

import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Bending;
import dev.weir.simulator.fault.FaultySteps;
import dev.weir.simulator.fault.Step;
import dev.weir.simulator.request.Asked;
import dev.weir.simulator.request.Call;
import dev.weir.simulator.request.Endpoint;
import dev.weir.simulator.script.Plan;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;

/// The door of this room: turns a plan into the wire form its endpoint gives it.
public final class Answers {
  private Answers() {}

  public static Answer of(Call call, Plan plan, Identity identity) {
    return call.stream()
        ? new Answer.Streamed(
            new FaultySteps(
                frames(call, plan, identity), plan.faults(), bending(call.asked(), identity.row())))
        : new Answer.Whole(body(call, plan, identity));
  }

  /// What faults do to a stream that answers this request.
  public static Bending bending(Asked asked, long row) {
    return new Bending(frames -> LateErrors.after(asked, row, frames), Framing.of(asked)::broken);
  }

  /// Whether an endpoint's answers are billed in tokens.
  public static boolean isBilled(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT,
          COMPLETION,
          EMBEDDING,
          RESPONSE,
          MESSAGE,
          GENERATE,
          EMBED,
          EMBED_BATCH,
          CONVERSE,
          INVOKE ->
          true;
      case OPENAI_MODELS, TOKEN_COUNT, ANTHROPIC_MODELS, CONTENT_COUNT -> false;
    };
  }

  /// Puts the headers that tell what an answer used; InvokeModel's whole answers have them.
  public static void usageHeaders(Call call, Plan plan, MultiMap headers) {
    Usage usage = plan.reported();
    if (call.endpoint() != Endpoint.INVOKE) {
      return;
    }
    if (call.stream()) {
      headers.set("x-amzn-bedrock-content-type", "application/json");
    } else if (usage != null) {
      String prefix = "x-amzn-bedrock-";
      headers
          .set(prefix + "cache-read-input-token-count", Long.toString(usage.cacheRead()))
          .set(prefix + "cache-write-input-token-count", Long.toString(usage.cacheWrite()))
          .set(prefix + "input-token-count", Long.toString(usage.freshInput()))
          .set(prefix + "invocation-latency", Long.toString(ConverseFields.latencyMillis(plan)))
          .set(prefix + "output-token-count", Long.toString(usage.output()));
    }
  }

  private static Buffer body(Call call, Plan plan, Identity identity) {
    return switch (call.endpoint()) {
      case CHAT -> OpenAiBodies.chat(call, plan, identity);
      case COMPLETION -> OpenAiBodies.completion(plan, identity);
      case EMBEDDING -> Embeddings.body(call, plan);
      case RESPONSE -> ResponseBodies.whole(call, plan, identity);
      case OPENAI_MODELS -> Catalogue.openAi();
      case MESSAGE, INVOKE -> AnthropicBodies.message(plan, identity);
      case TOKEN_COUNT -> AnthropicBodies.tokenCount(plan);
      case ANTHROPIC_MODELS -> Catalogue.anthropic();
      case GENERATE -> GeminiBodies.generated(call, plan, identity);
      case EMBED, EMBED_BATCH -> GeminiBodies.embedded(call, plan);
      case CONTENT_COUNT -> GeminiBodies.counted(plan);
      case CONVERSE -> ConverseBodies.message(plan, identity);
    };
  }

  private static Iterator<Step> frames(Call call, Plan plan, Identity identity) {
    return switch (call.endpoint()) {
      case CHAT -> ChatFrames.of(call, plan, identity);
      case COMPLETION -> CompletionFrames.of(call, plan, identity);
      case RESPONSE -> ResponseFrames.of(call, plan, identity);
      case MESSAGE -> MessageFrames.of(plan, identity);
      case GENERATE -> GeminiFrames.of(call, plan, identity);
      case CONVERSE -> ConverseFrames.of(plan, identity);
      case INVOKE -> MessageFrames.inBedrock(plan, identity);
      case EMBEDDING,
          OPENAI_MODELS,
          TOKEN_COUNT,
          ANTHROPIC_MODELS,
          EMBED,
          EMBED_BATCH,
          CONTENT_COUNT ->
          throw new IllegalStateException(call.endpoint() + " has no stream");
    };
  }
}
