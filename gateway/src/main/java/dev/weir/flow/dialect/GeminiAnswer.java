package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;

/// Answers of Gemini's generateContent and embedContent: a body, a stream of such, or an array of
/// such, which is how Gemini streams to whoever does not ask for events.
final class GeminiAnswer implements AnswerReader {
  private final Generated generated;
  private final GeminiUsage usage = new GeminiUsage();
  private final AnswerFacts facts = new AnswerFacts();
  private final Reading member = this::member;
  private final Reading candidateMember = this::candidateMember;
  private final Reading candidate = cursor -> Reading.members(cursor, candidateMember);
  private final Reading contentMember = this::contentMember;

  GeminiAnswer(OutputText text) {
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
    generated.begin();
    Reading.body(data, from, to, member);
    facts.complete |= !facts.finishReason.isEmpty();
    return generated.end(data, from, to);
  }

  @Override
  public void body(byte[] json) {
    facts.complete = Reading.body(json, 0, json.length, member) || array(json);
  }

  private boolean array(byte[] json) {
    try (JsonCursor cursor = JsonCursor.over(json)) {
      if (!cursor.is(Kind.ARRAY)) {
        return false;
      }
      Reading.objects(cursor, each -> Reading.members(each, member));
      return true;
    } catch (JsonFault broken) {
      return false;
    }
  }

  @Override
  public Answer answer() {
    return facts.with(usage.report(facts.complete));
  }

  private void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "responseId" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
      case "modelVersion" -> facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
      case "candidates" -> Reading.objects(cursor, candidate);
      case "usageMetadata" -> usage.read(cursor);
      case "promptFeedback" -> promptFeedback(cursor);
      case "error" -> facts.error(cursor);
      default -> cursor.skip();
    }
  }

  /// A prompt that was blocked has no candidate, and that is all of the answer.
  private void promptFeedback(JsonCursor cursor) throws JsonFault {
    Reading.members(
        cursor,
        each -> {
          if (each.name().equals("blockReason")) {
            facts.finishReason = AnswerFacts.text(each, facts.finishReason);
          } else {
            each.skip();
          }
        });
  }

  private void candidateMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "content" -> Reading.members(cursor, contentMember);
      case "finishReason" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
      case "groundingMetadata" -> Reading.members(cursor, this::grounding);
      default -> cursor.skip();
    }
  }

  private void grounding(JsonCursor cursor) throws JsonFault {
    if (!cursor.name().equals("webSearchQueries") || !cursor.is(Kind.ARRAY)) {
      cursor.skip();
      return;
    }
    long queries = 0;
    while (cursor.nextElement()) {
      cursor.skip();
      queries++;
    }
    usage.searched(queries);
  }

  private void contentMember(JsonCursor cursor) throws JsonFault {
    if (cursor.name().equals("parts")) {
      Reading.objects(cursor, this::part);
    } else {
      cursor.skip();
    }
  }

  /// A thought says so before its text.
  private void part(JsonCursor cursor) throws JsonFault {
    boolean thought = false;
    while (cursor.nextMember()) {
      switch (cursor.name()) {
        case "thought" -> {
          thought = cursor.is(Kind.TRUE);
          cursor.skip();
        }
        case "text" -> generated.read(cursor, thought ? Seen.REASONING : Seen.COMPLETION);
        case "functionCall", "executableCode" -> generated.values(cursor);
        default -> cursor.skip();
      }
    }
  }
}
