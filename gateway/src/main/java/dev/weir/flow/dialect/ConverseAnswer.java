package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;

/// Answers of Bedrock's Converse and ConverseStream. They name neither themselves nor their model.
///
/// The padding of its events differs in length from one to the next, so that each is parsed.
final class ConverseAnswer implements AnswerReader {
  private final Generated generated;
  private final AnswerFacts facts = new AnswerFacts();
  private final Reading member = this::member;
  private final Reading blockMember = this::blockMember;
  private final Reading block = cursor -> Reading.members(cursor, blockMember);
  private final Reading toolMember = this::toolMember;
  private final Reading reasoningMember = this::reasoningMember;
  private UsageReport usage = new UsageReport.Missing();

  ConverseAnswer(OutputText text) {
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
    if (event.failed()) {
      facts.error(event.name(), facts.error);
    }
    return generated.end(data, from, to);
  }

  @Override
  public void body(byte[] json) {
    boolean read = Reading.body(json, 0, json.length, member);
    facts.complete = read;
  }

  @Override
  public Answer answer() {
    return facts.with(usage);
  }

  /// Members of every event type and of a whole body together: their names do not collide.
  private void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "output" -> Reading.members(cursor, member);
      case "message" -> {
        if (cursor.is(Kind.STRING)) { // of an error
          facts.error = AnswerFacts.text(cursor, facts.error);
        } else {
          Reading.members(cursor, member);
        }
      }
      case "content" -> Reading.objects(cursor, block);
      case "start", "delta" -> block.on(cursor);
      case "stopReason" -> {
        facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
        facts.complete = true;
      }
      case "usage" -> usage = ConverseUsage.read(cursor);
      case "serviceTier" -> tier(cursor, "type", "default");
      case "performanceConfig" -> tier(cursor, "latency", "standard");
      default -> cursor.skip();
    }
  }

  /// A latency is a price of its own, so one above the standard names the tier.
  private void tier(JsonCursor cursor, String name, String usual) throws JsonFault {
    if (!cursor.is(Kind.OBJECT)) {
      cursor.skip();
      return;
    }
    while (cursor.nextMember()) {
      if (!cursor.name().equals(name)) {
        cursor.skip();
        continue;
      }
      String said = AnswerFacts.text(cursor, "");
      facts.serviceTier = said.equals(usual) ? facts.serviceTier : said;
    }
  }

  private void blockMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "text" -> generated.read(cursor, Seen.COMPLETION);
      case "toolUse" -> Reading.members(cursor, toolMember);
      case "reasoningContent" -> Reading.members(cursor, reasoningMember);
      default -> cursor.skip();
    }
  }

  private void toolMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "name" -> generated.read(cursor, Seen.COMPLETION);
      case "input" -> generated.values(cursor);
      default -> cursor.skip();
    }
  }

  private void reasoningMember(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "text" -> generated.read(cursor, Seen.REASONING);
      case "reasoningText" -> Reading.members(cursor, reasoningMember);
      default -> cursor.skip();
    }
  }
}
