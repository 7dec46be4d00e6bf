package dev.weir.flow.openai;

import dev.weir.flow.conversation.Caller;
import dev.weir.flow.conversation.Conversation;
import dev.weir.flow.conversation.Format;
import dev.weir.flow.conversation.FrameWriter.Occasion;
import dev.weir.flow.conversation.Reasoning;
import dev.weir.flow.conversation.Sampling;
import dev.weir.flow.conversation.Tools;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What is answered in tests of writers.
final class Occasions {
  private Occasions() {}

  static Occasion streamed(boolean usage) {
    return of(true, usage);
  }

  static Occasion whole() {
    return of(false, false);
  }

  private static Occasion of(boolean stream, boolean usage) {
    var sampling =
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
    var asked =
        new Conversation(
            "asked-model",
            stream,
            List.of(),
            Tools.NONE,
            sampling,
            Format.Plain.PLAIN,
            Reasoning.Unstated.UNSTATED,
            new Caller("", usage, Map.of()));
    return new Occasion(asked, Instant.ofEpochSecond(1_700_000_000), "call-id");
  }
}
