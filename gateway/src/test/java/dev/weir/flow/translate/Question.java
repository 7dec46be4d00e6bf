package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Wire;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Requests by callers of one wire for a target of another.
final class Question {
  private static final Translations TRANSLATIONS = new Translations(1 << 22);

  private Question() {}

  /// @param body in the caller's wire
  static Prepared prepared(Wire caller, boolean stream, String body, Wire target) {
    byte[] bytes = body.getBytes(UTF_8);
    Incoming incoming = Incoming.of(caller, "m", stream);
    Ask ask = ((AskReader.Reading.Understood) AskReader.read(incoming, bytes)).ask();
    return TRANSLATIONS.prepare(
        new Translations.Asked(bytes, ask, List.of(), Instant.EPOCH, "call-id"),
        new Translations.Bound(target, "their-model", OptionalLong.of(4096), Set.of()));
  }

  /// The answer to a question of which nothing matters but that it is answered.
  static AnswerEdit answered(Wire caller, Wire target, boolean stream) {
    String asked = stream ? "\"model\":\"m\",\"stream\":true," : "\"model\":\"m\",";
    String message = "\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
    String body =
        switch (caller) {
          case GEMINI_GENERATE -> "{\"contents\":[{\"parts\":[{\"text\":\"Hi\"}]}]}";
          case BEDROCK_CONVERSE ->
              "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"Hi\"}]}]}";
          case OPENAI_RESPONSES -> "{" + asked + "\"input\":\"Hi\"}";
          case ANTHROPIC_MESSAGES -> "{" + asked + "\"max_tokens\":9," + message;
          default ->
              "{"
                  + asked
                  + (stream ? "\"stream_options\":{\"include_usage\":true}," : "")
                  + message;
        };
    return ((Prepared.Translated) prepared(caller, stream, body, target)).answer();
  }
}
