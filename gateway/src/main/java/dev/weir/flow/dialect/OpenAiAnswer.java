package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Answers of OpenAI's chat, completions, embeddings and models.
///
/// A chunk that differs from one before it in nothing but its text is not parsed.
final class OpenAiAnswer implements AnswerReader {
  private final Metering metering;
  private final Generated generated;
  private final AnswerFacts facts = new AnswerFacts();
  private final Reading member = this::member;
  private final Reading choiceMember = this::choiceMember;
  private final Reading choice = cursor -> Reading.members(cursor, choiceMember);
  private final Reading deltaMember = this::deltaMember;
  private @Nullable OpenAiUsage usage;

  OpenAiAnswer(Metering metering, OutputText text) {
    this.metering = metering;
    this.generated = new Generated(text);
  }

  @Override
  public Seen event(WireEvent event) {
    if (event.dataLines() == 0) {
      return Seen.NOTHING;
    }
    if (event.dataIs("[DONE]")) {
      facts.complete = true;
      return Seen.NOTHING;
    }
    byte[] data = event.data();
    int from = event.dataFrom();
    int to = event.dataTo();
    if (generated.takes(data, from, to)) {
      return Seen.COMPLETION;
    }
    generated.begin();
    Reading.body(data, from, to, member);
    if (!facts.finishReason.isEmpty()) {
      facts.complete = true;
    }
    return generated.end(data, from, to);
  }

  @Override
  public void body(byte[] json) {
    facts.complete = Reading.body(json, 0, json.length, member);
  }

  @Override
  public Answer answer() {
    return facts.with(usage == null ? new UsageReport.Missing() : usage.report());
  }

  private void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "id" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
      case "model" -> facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
      case "service_tier" -> facts.serviceTier = AnswerFacts.text(cursor, facts.serviceTier);
      case "system_fingerprint" ->
          facts.systemFingerprint = AnswerFacts.text(cursor, facts.systemFingerprint);
      case "choices" -> Reading.objects(cursor, choice);
      case "usage" -> usage(cursor);
      case "error" -> facts.error(cursor);
      default -> elsewhere(cursor, metering.usage().elsewhere());
    }
  }

  private void usage(JsonCursor cursor) throws JsonFault {
    if (cursor.is(Kind.OBJECT)) {
      usage = OpenAiUsage.read(cursor, metering.usage());
    } else {
      cursor.skip();
    }
  }

  /// A member that leads to the usage where a vendor has it, or any other.
  ///
  /// @param way the names that lead there from this member on
  private void elsewhere(JsonCursor cursor, List<String> way) throws JsonFault {
    if (way.isEmpty() || !cursor.name().equals(way.getFirst())) {
      cursor.skip();
      return;
    }
    List<String> further = way.subList(1, way.size());
    if (further.isEmpty()) {
      usage(cursor);
    } else {
      Reading.members(cursor, each -> elsewhere(each, further));
    }
  }

  private void choiceMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "delta", "message" -> Reading.members(cursor, deltaMember);
      case "text" -> generated(cursor, Seen.COMPLETION);
      case "finish_reason" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
      default -> cursor.skip();
    }
  }

  private void deltaMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "content", "refusal" -> generated(cursor, Seen.COMPLETION);
      case "reasoning_content", "reasoning" -> generated(cursor, Seen.REASONING);
      case "tool_calls", "function_call", "audio" -> nested(cursor);
      default -> cursor.skip();
    }
  }

  /// Walks a tool call: its name and arguments are generated text.
  private void nested(JsonCursor cursor) throws JsonFault {
    switch (cursor.kind()) {
      case OBJECT -> {
        while (cursor.nextMember()) {
          switch (cursor.name()) {
            case "name", "arguments", "input" -> generated(cursor, Seen.COMPLETION);
            case "function", "custom" -> nested(cursor);
            case "data", "transcript" -> generated(cursor, Seen.COMPLETION);
            default -> cursor.skip();
          }
        }
      }
      case ARRAY -> {
        while (cursor.nextElement()) {
          nested(cursor);
        }
      }
      case STRING, INTEGER, DECIMAL, TRUE, FALSE, NULL -> cursor.skip();
    }
  }

  private void generated(JsonCursor cursor, Seen kind) throws JsonFault {
    if (metering.wire().generates()) {
      generated.read(cursor, kind);
    } else {
      cursor.skip();
    }
  }
}
