package dev.weir.flow.translate;

import dev.weir.base.wire.JsonFault;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Feature;
import dev.weir.flow.conversation.FrameWriter.Occasion;
import dev.weir.flow.conversation.Losses;
import dev.weir.flow.conversation.RequestReader;
import dev.weir.flow.conversation.RequestWriter.Target;
import dev.weir.flow.conversation.Turn;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Makes a request the target's. Pure: the same request and target give the same.
public final class Translations {
  private final int eventBytesMax;

  /// The caller's side.
  ///
  /// @param ask read from the body
  /// @param headers those that change what the request means, by name
  /// @param accepted when the call was
  /// @param call Weir's id of it
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  public record Asked(byte[] body, Ask ask, List<String> headers, Instant accepted, String call) {
    public Asked {
      headers = List.copyOf(headers);
    }
  }

  /// The target's side.
  ///
  /// @param to its wire
  /// @param model the name the provider knows
  /// @param outputMax most output tokens the model can give, where the price book knows
  /// @param mayDrop fields the operator lets go, by the caller's names without indexes
  public record Bound(Wire to, String model, OptionalLong outputMax, Set<String> mayDrop) {}

  /// @param eventBytesMax longest event of an answer that is carried
  public Translations(int eventBytesMax) {
    this.eventBytesMax = eventBytesMax;
  }

  public Prepared prepare(Asked asked, Bound bound) {
    Wire from = asked.ask().wire();
    Optional<Pair> pair = Pairs.of(from, bound.to());
    Optional<WireParts> caller = Wires.of(from);
    Optional<WireParts> target = Wires.of(bound.to());
    if (pair.isEmpty() || caller.isEmpty() || target.isEmpty()) {
      return new Prepared.Unpaired(from, bound.to());
    }
    try {
      return prepare(asked, bound, pair.get(), caller.get(), target.get());
    } catch (JsonFault fault) {
      return new Prepared.Malformed(
          "body is invalid at byte %d: %s".formatted(fault.position(), fault.getMessage()));
    }
  }

  private Prepared prepare(Asked asked, Bound bound, Pair pair, WireParts caller, WireParts target)
      throws JsonFault {
    var losses = new Losses(caller.names(), bound.mayDrop());
    asked
        .headers()
        .forEach(name ->
            losses.lost("header " + name, "it means something to providers of its own wire alone"));
    Ask ask = asked.ask();
    var request = new RequestReader.Asked(ask.model(), ask.stream());
    Conversation conversation = caller.asked().read(request, asked.body(), losses);
    for (Turn turn : conversation.turns()) {
      Optional<String> misplaced = turn.misplaced();
      if (misplaced.isPresent()) {
        String turns = caller.names().of(Feature.DECLINED).replaceFirst("\\..*", "");
        return new Prepared.Malformed("%s[%d]: %s".formatted(turns, turn.at(), misplaced.get()));
      }
    }
    Conversation adapted = pair.adapt(conversation, losses);
    byte[] body =
        target.asks().write(adapted, new Target(bound.model(), bound.outputMax()), losses);
    if (!losses.refused().isEmpty()) {
      return new Prepared.NotCarried(losses.refused(), losses.unsaid());
    }
    var occasion = new Occasion(conversation, asked.accepted(), asked.call());
    var answer =
        new TranslatedAnswer(
            target.answers().get(),
            caller.tells().apply(occasion),
            new TranslatedAnswer.Terms(pair.from().dialect(), ask.stream(), eventBytesMax));
    var asking = Incoming.of(bound.to(), bound.model(), ask.stream());
    return switch (AskReader.read(asking, body)) {
      case AskReader.Reading.Understood(Ask again) ->
          new Prepared.Translated(body, query(again), again, losses.dropped(), answer);
      case AskReader.Reading.Malformed(var refusal) ->
          new Prepared.Malformed("as %s: %s".formatted(bound.to().code(), refusal.message()));
    };
  }

  /// Gemini streams a list unless it is asked for events.
  private static String query(Ask ask) {
    return ask.wire() == Wire.GEMINI_GENERATE && ask.stream() ? "alt=sse" : "";
  }
}
