package dev.weir.flow.translate;

import dev.weir.flow.anthropic.MessagesFields;
import dev.weir.flow.anthropic.MessagesFrameReader;
import dev.weir.flow.anthropic.MessagesFrameWriter;
import dev.weir.flow.anthropic.MessagesRequestReader;
import dev.weir.flow.anthropic.MessagesRequestWriter;
import dev.weir.flow.bedrock.ConverseFields;
import dev.weir.flow.bedrock.ConverseFrameReader;
import dev.weir.flow.bedrock.ConverseFrameWriter;
import dev.weir.flow.bedrock.ConverseRequestReader;
import dev.weir.flow.bedrock.ConverseRequestWriter;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.gemini.GenerateFields;
import dev.weir.flow.gemini.GenerateFrameReader;
import dev.weir.flow.gemini.GenerateFrameWriter;
import dev.weir.flow.gemini.GenerateRequestReader;
import dev.weir.flow.gemini.GenerateRequestWriter;
import dev.weir.flow.openai.ChatFields;
import dev.weir.flow.openai.ChatFrameReader;
import dev.weir.flow.openai.ChatFrameWriter;
import dev.weir.flow.openai.ChatRequestReader;
import dev.weir.flow.openai.ChatRequestWriter;
import dev.weir.flow.openai.ResponsesFields;
import dev.weir.flow.openai.ResponsesFrameReader;
import dev.weir.flow.openai.ResponsesFrameWriter;
import dev.weir.flow.openai.ResponsesRequestReader;
import dev.weir.flow.openai.ResponsesRequestWriter;
import java.util.Optional;

/// The wires that have a room: a switch without default, so that a new wire has to be thought of.
final class Wires {
  private Wires() {}

  static Optional<WireParts> of(Wire wire) {
    return switch (wire) {
      case OPENAI_CHAT ->
          Optional.of(
              new WireParts(
                  new ChatFields(),
                  new ChatRequestReader(),
                  new ChatRequestWriter(),
                  ChatFrameReader::new,
                  ChatFrameWriter::new));
      case OPENAI_RESPONSES ->
          Optional.of(
              new WireParts(
                  new ResponsesFields(),
                  new ResponsesRequestReader(),
                  new ResponsesRequestWriter(),
                  ResponsesFrameReader::new,
                  ResponsesFrameWriter::new));
      case ANTHROPIC_MESSAGES ->
          Optional.of(
              new WireParts(
                  new MessagesFields(),
                  new MessagesRequestReader(),
                  new MessagesRequestWriter(),
                  MessagesFrameReader::new,
                  MessagesFrameWriter::new));
      case BEDROCK_CONVERSE ->
          Optional.of(
              new WireParts(
                  new ConverseFields(),
                  new ConverseRequestReader(),
                  new ConverseRequestWriter(),
                  ConverseFrameReader::new,
                  _ -> new ConverseFrameWriter()));
      case GEMINI_GENERATE ->
          Optional.of(
              new WireParts(
                  new GenerateFields(),
                  new GenerateRequestReader(),
                  new GenerateRequestWriter(),
                  GenerateFrameReader::new,
                  GenerateFrameWriter::new));
      case OPENAI_COMPLETIONS, OPENAI_EMBEDDINGS -> Optional.empty();
      case ANTHROPIC_COUNT_TOKENS, GEMINI_EMBED, GEMINI_BATCH_EMBED, GEMINI_COUNT_TOKENS ->
          Optional.empty();
      case OTHER_FREE, OTHER_REQUEST, OTHER_DECLARED, OTHER_USAGE -> Optional.empty();
    };
  }
}
