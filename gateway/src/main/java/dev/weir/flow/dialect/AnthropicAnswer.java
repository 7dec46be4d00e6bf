package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import java.util.Arrays;

/// Answers of Anthropic's messages.
///
/// A content delta that differs from one before it in nothing but its text is not parsed.
final class AnthropicAnswer implements AnswerReader {
  private final Generated generated;
  private final AnswerFacts facts = new AnswerFacts();
  private final Reading member = this::member;
  private final Reading messageMember = this::messageMember;
  private final Reading blockMember = this::blockMember;
  private final Reading block = cursor -> Reading.members(cursor, blockMember);
  private AnthropicUsage usage = new AnthropicUsage();
  private boolean outputFinal;

  AnthropicAnswer(OutputText text) {
    this.generated = new Generated(text);
  }

  @Override
  public Seen event(WireEvent event) {
    if (event.dataLines() == 0) {
      return Seen.NOTHING;
    }
    byte[] data = event.data();
    int from = event.dataFrom();
    int to = event.dataTo();
    if (event.failed()) { // of a vendor that passes Anthropic's events on
      byte[] said = Arrays.copyOfRange(data, from, to);
      facts.error(event.name(), ProviderError.read(0, said).message());
      return Seen.NOTHING;
    }
    if (generated.takes(data, from, to)) {
      return Seen.COMPLETION;
    }
    generated.begin();
    Reading.body(data, from, to, member);
    return generated.end(data, from, to);
  }

  @Override
  public void body(byte[] json) {
    outputFinal = true;
    facts.complete = Reading.body(json, 0, json.length, member);
  }

  @Override
  public Answer answer() {
    facts.serviceTier = usage.tier();
    return facts.with(usage.report(outputFinal));
  }

  /// Members of every event type together: their names do not collide.
  private void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "type" -> facts.complete |= cursor.text().equals("message_stop");
      case "message" -> Reading.members(cursor, messageMember);
      case "id" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
      case "model" -> facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
      case "stop_reason" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
      case "usage" -> {
        // At the top level: of a whole body or of a `message_delta`, so the output is no
        // placeholder.
        boolean figures = cursor.is(Kind.OBJECT);
        usage = usage.and(cursor);
        outputFinal |= figures;
      }
      case "delta", "content_block" -> block.on(cursor);
      case "content" -> Reading.objects(cursor, block);
      case "error" -> facts.error(cursor);
      default -> cursor.skip();
    }
  }

  private void messageMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "id" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
      case "model" -> facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
      case "usage" -> usage = usage.and(cursor);
      default -> cursor.skip();
    }
  }

  private void blockMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "text", "partial_json", "name" -> generated.read(cursor, Seen.COMPLETION);
      case "thinking" -> generated.read(cursor, Seen.REASONING);
      case "input" -> generated.values(cursor);
      case "stop_reason" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
      default -> cursor.skip();
    }
  }
}
