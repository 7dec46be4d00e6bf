package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.Scan;
import dev.weir.base.wire.SseEvent;

/// Answers of Anthropic's messages.
///
/// Once a completion token was seen, a content delta is recognised by its first bytes and not
/// parsed.
final class AnthropicAnswer implements AnswerReader {
  private static final byte[] DELTA = Scan.ascii("{\"type\":\"content_block_delta\"");

  private final OutputText text;
  private final AnswerFacts facts = new AnswerFacts();
  private AnthropicUsage usage = new AnthropicUsage();
  private boolean outputFinal;
  private boolean completionSeen;
  private Seen seen = Seen.NOTHING;

  AnthropicAnswer(OutputText text) {
    this.text = text;
  }

  @Override
  public Seen event(SseEvent event) {
    if (event.dataLines() == 0) {
      return Seen.NOTHING;
    }
    byte[] data = event.data();
    int from = event.dataFrom();
    int to = event.dataTo();
    if (completionSeen && !text.wanted() && Scan.startsWith(data, from, to, DELTA)) {
      return Seen.COMPLETION;
    }
    seen = Seen.NOTHING;
    read(data, from, to);
    completionSeen |= seen == Seen.COMPLETION;
    return seen;
  }

  @Override
  public void body(byte[] json) {
    outputFinal = true;
    facts.complete = read(json, 0, json.length);
  }

  @Override
  public Answer answer() {
    facts.serviceTier = usage.tier();
    return facts.with(usage.report(outputFinal));
  }

  private boolean read(byte[] json, int from, int to) {
    try (JsonCursor cursor = JsonCursor.over(json, from, to)) {
      if (!cursor.is(Kind.OBJECT)) {
        return false;
      }
      while (cursor.nextMember()) {
        member(cursor);
      }
      return true;
    } catch (JsonFault fault) {
      return false;
    }
  }

  /// Members of every event type together: their names do not collide.
  private void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "type" -> facts.complete |= cursor.text().equals("message_stop");
      case "message" -> message(cursor);
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
      case "delta", "content_block" -> block(cursor);
      case "content" -> blocks(cursor);
      case "error" -> facts.error(cursor);
      default -> cursor.skip();
    }
  }

  private void message(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "id" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
        case "model" -> facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
        case "usage" -> usage = usage.and(cursor);
        default -> cursor.skip();
      }
    }
  }

  private void blocks(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    while (cursor.nextElement()) {
      block(cursor);
    }
  }

  private void block(JsonCursor cursor) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "text", "partial_json", "name" -> generated(cursor, Seen.COMPLETION);
        case "thinking" -> generated(cursor, Seen.REASONING);
        case "input" -> input(cursor);
        case "stop_reason" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
        default -> cursor.skip();
      }
    }
  }

  /// A tool's input in a whole body: every text in it was generated.
  private void input(JsonCursor cursor) throws JsonFault {
    switch (cursor.kind()) {
      case OBJECT -> {
        while (cursor.nextMember()) {
          if (text.wanted()) {
            text.add(cursor.name());
          }
          input(cursor);
        }
      }
      case ARRAY -> {
        while (cursor.nextElement()) {
          input(cursor);
        }
      }
      case STRING -> generated(cursor, Seen.COMPLETION);
      case INTEGER, DECIMAL, TRUE, FALSE, NULL -> cursor.skip();
    }
  }

  private void generated(JsonCursor cursor, Seen kind) throws JsonFault {
    String piece = cursor.text();
    if (piece.isEmpty()) {
      return;
    }
    if (kind.compareTo(seen) > 0) {
      seen = kind;
    }
    if (text.wanted()) {
      text.add(piece);
    }
  }
}
