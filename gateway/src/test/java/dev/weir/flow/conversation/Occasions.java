package dev.weir.flow.conversation;

import dev.weir.flow.conversation.FrameWriter.Occasion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A call to be answered.
public final class Occasions {
  public static final Sampling PLAIN =
      new Sampling(
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          List.of(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          1);

  public static final Occasion OCCASION =
      new Occasion(
          new Conversation(
              "asked-model",
              true,
              List.of(),
              Tools.NONE,
              PLAIN,
              Format.Plain.PLAIN,
              Reasoning.Unstated.UNSTATED,
              new Caller("", true, Map.of())),
          Instant.EPOCH,
          "call-1");

  private Occasions() {}
}
