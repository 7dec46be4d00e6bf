package dev.weir.flow.bedrock;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.Reasoning;
import java.util.OptionalLong;

/// Reads what a request says to one maker's models: of Anthropic's how much to think and `top_k`,
/// which other wires have too. Everything else is a loss.
final class ConverseExtras {
  private static final String OWN = "only a model on Bedrock understands it";

  private final Losses losses;
  private OptionalLong topK = OptionalLong.empty();
  private Reasoning thinking = Reasoning.Unstated.UNSTATED;
  private String effort = "";

  ConverseExtras(Losses losses) {
    this.losses = losses;
  }

  OptionalLong topK() {
    return topK;
  }

  Reasoning reasoning() {
    return switch (thinking) {
      case Reasoning.Unstated _, Reasoning.Adaptive _ ->
          effort.isEmpty() ? thinking : new Reasoning.Effort(effort);
      case Reasoning.Off _, Reasoning.Budget _, Reasoning.Effort _ -> {
        if (!effort.isEmpty()) {
          lost("output_config.effort");
        }
        yield thinking;
      }
    };
  }

  void read(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      if (cursor.is(Kind.NULL)) {
        continue;
      }
      switch (cursor.name()) {
        case "top_k" -> topK = OptionalLong.of(cursor.require(Kind.INTEGER).integer());
        case "thinking" -> thinking(cursor);
        case "output_config" -> outputConfig(cursor);
        default -> unknown(cursor.name(), cursor);
      }
    }
  }

  private void unknown(String member, JsonCursor cursor) throws JsonFault {
    lost(member);
    cursor.skip();
  }

  private void lost(String member) {
    losses.lost(ConverseFields.ADDITIONAL + member, OWN);
  }

  private void thinking(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    String type = "";
    long budget = -1;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "type" -> type = cursor.text();
        case "budget_tokens" -> budget = cursor.require(Kind.INTEGER).integer();
        default -> unknown("thinking." + cursor.name(), cursor);
      }
    }
    switch (type) {
      case "disabled" -> thinking = Reasoning.Off.OFF;
      case "adaptive" -> thinking = Reasoning.Adaptive.ADAPTIVE;
      case "enabled" -> thinking = new Reasoning.Budget(budget);
      default -> lost("thinking.type");
    }
  }

  private void outputConfig(JsonCursor cursor) throws JsonFault {
    cursor.require(Kind.OBJECT);
    while (cursor.nextMember()) {
      if (cursor.name().equals("effort")) {
        effort = cursor.text();
      } else {
        unknown("output_config." + cursor.name(), cursor);
      }
    }
  }
}
