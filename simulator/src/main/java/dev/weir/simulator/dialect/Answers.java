package dev.weir.simulator.dialect;

import dev.weir.simulator.fault.FaultySteps;
import dev.weir.simulator.script.Plan;
import io.vertx.core.buffer.Buffer;

/// The door of this room: turns a plan into the wire form its endpoint gives it.
public final class Answers {
  private Answers() {}

  public static Answer of(Call call, Plan plan, Identity identity) {
    return switch (call.endpoint()) {
      case CHAT ->
          call.stream()
              ? streamed(call, plan, identity, new ChatFrames(call, plan, identity))
              : new Answer.Whole(OpenAiBodies.chat(call, plan, identity));
      case COMPLETION ->
          call.stream()
              ? streamed(call, plan, identity, new CompletionFrames(call, plan, identity))
              : new Answer.Whole(OpenAiBodies.completion(plan, identity));
      case EMBEDDING -> new Answer.Whole(Embeddings.body(call, plan));
      case OPENAI_MODELS -> new Answer.Whole(Catalogue.openAi());
      case MESSAGE ->
          call.stream()
              ? streamed(call, plan, identity, new MessageFrames(plan, identity))
              : new Answer.Whole(AnthropicBodies.message(plan, identity));
      case TOKEN_COUNT -> new Answer.Whole(AnthropicBodies.tokenCount(plan));
      case ANTHROPIC_MODELS -> new Answer.Whole(Catalogue.anthropic());
    };
  }

  /// Whether an endpoint's answers are billed in tokens.
  public static boolean isBilled(Endpoint endpoint) {
    return switch (endpoint) {
      case CHAT, COMPLETION, EMBEDDING, MESSAGE -> true;
      case OPENAI_MODELS, TOKEN_COUNT, ANTHROPIC_MODELS -> false;
    };
  }

  private static Answer streamed(Call call, Plan plan, Identity identity, Frames frames) {
    Buffer error = call.endpoint().provider().errorEvent(identity.row());
    return new Answer.Streamed(new FaultySteps(frames, plan.faults(), error));
  }
}
