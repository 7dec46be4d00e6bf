package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;
import org.jspecify.annotations.Nullable;

/// Answers of OpenAI's responses.
///
/// A stream says each text twice, in pieces and then whole, and the whole answer again in its last
/// event: only the pieces count as generated.
final class ResponsesAnswer implements AnswerReader {
  private final UsagePaths paths;
  private final Generated generated;
  private final AnswerFacts facts = new AnswerFacts();
  private final Reading eventMember = this::eventMember;
  private final Reading keptMember = this::responseMember;
  private final Reading wholeMember = this::wholeMember;
  private final Reading itemMember = this::itemMember;
  private final ToolCalls tools = new ToolCalls();
  private final Reading item = cursor -> tools.item(cursor, itemMember);
  private final Reading partMember = this::partMember;
  private final Reading part = cursor -> Reading.members(cursor, partMember);
  private final Reading summaryMember = this::summaryMember;
  private final Reading summary = cursor -> Reading.members(cursor, summaryMember);
  private String type = "";
  private @Nullable OpenAiUsage usage;

  ResponsesAnswer(Metering metering, OutputText text) {
    this.paths = metering.usage();
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
    type = "";
    generated.begin();
    Reading.body(data, from, to, eventMember);
    switch (type) {
      case "response.completed", "response.incomplete", "response.failed", "response.cancelled" ->
          facts.complete = true;
      default -> {}
    }
    return generated.end(data, from, to);
  }

  @Override
  public void body(byte[] json) {
    facts.complete = Reading.body(json, 0, json.length, wholeMember);
  }

  @Override
  public Answer answer() {
    return facts.with(usage == null ? new UsageReport.Missing() : usage.report(tools.counts()));
  }

  private void eventMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "type" -> type = AnswerFacts.text(cursor, type);
      case "delta" -> delta(cursor);
      case "response" -> Reading.members(cursor, keptMember);
      // Of the event `error`, and of an error's body.
      case "error" -> facts.error(cursor);
      case "message" -> facts.error = AnswerFacts.text(cursor, facts.error);
      default -> cursor.skip();
    }
  }

  private void delta(JsonCursor cursor) throws JsonFault {
    boolean reasoning = type.startsWith("response.reasoning");
    generated.read(cursor, reasoning ? Seen.REASONING : Seen.COMPLETION);
  }

  private void responseMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "id" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
      case "model" -> facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
      case "service_tier" -> facts.serviceTier = AnswerFacts.text(cursor, facts.serviceTier);
      case "status" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
      case "usage" -> {
        if (cursor.is(Kind.OBJECT)) {
          usage = OpenAiUsage.read(cursor, paths);
        } else {
          cursor.skip();
        }
      }
      case "output" -> {
        tools.begin();
        Reading.objects(cursor, tools);
      }
      case "error" -> facts.error(cursor);
      default -> cursor.skip();
    }
  }

  private void wholeMember(JsonCursor cursor) throws JsonFault {
    if (cursor.name().equals("output")) {
      tools.begin();
      Reading.objects(cursor, item);
    } else {
      responseMember(cursor);
    }
  }

  /// Members of every kind of item together: their names do not collide.
  private void itemMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "type", "action" -> tools.member(cursor);
      case "content" -> Reading.objects(cursor, part);
      case "name", "arguments", "input" -> generated.read(cursor, Seen.COMPLETION);
      case "summary" -> Reading.objects(cursor, summary);
      default -> cursor.skip();
    }
  }

  private void summaryMember(JsonCursor cursor) throws JsonFault {
    if (cursor.name().equals("text")) {
      generated.read(cursor, Seen.REASONING);
    } else {
      cursor.skip();
    }
  }

  private void partMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "text", "refusal" -> generated.read(cursor, Seen.COMPLETION);
      default -> cursor.skip();
    }
  }
}
