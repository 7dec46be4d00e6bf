package dev.weir.flow.dialect;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.WireEvent;

/// Answers of operations, of which no more is known than where they say what they consumed. What
/// has a price for each request says so by being there; what that price is of a thing that is
/// billed otherwise is an estimate.
///
/// How such a stream ends is not known either: one that the provider closed is whole.
final class OtherAnswer implements AnswerReader {
  private final Metering metering;
  private final AnswerFacts facts = new AnswerFacts();
  private final Reading member = this::member;
  private UsageReport usage;

  OtherAnswer(Metering metering) {
    this.metering = metering;
    this.usage =
        switch (metering.wire()) {
          case OTHER_REQUEST -> new UsageReport.Reported(Usage.of(0, 0, Provenance.COUNTED));
          case OTHER_DECLARED -> new UsageReport.Reported(Usage.of(0, 0, Provenance.ESTIMATED));
          default -> new UsageReport.Missing();
        };
  }

  @Override
  public Seen event(WireEvent event) {
    if (event.dataLines() == 0) {
      return Seen.NOTHING;
    }
    read(event.data(), event.dataFrom(), event.dataTo());
    return Seen.COMPLETION;
  }

  @Override
  public void body(byte[] json) {
    read(json, 0, json.length);
  }

  @Override
  public Answer answer() {
    facts.complete = facts.error.isEmpty();
    return facts.with(usage);
  }

  private void read(byte[] json, int from, int to) {
    Reading.body(json, from, to, member);
    if (metering.wire() != Wire.OTHER_USAGE) {
      return;
    }
    try (JsonCursor cursor = JsonCursor.over(json, from, to)) {
      if (cursor.is(Kind.OBJECT)) {
        UsageReport said = OpenAiUsage.read(cursor, metering.usage()).report();
        usage = said instanceof UsageReport.Missing ? usage : said;
      }
    } catch (JsonFault _) {
      // Passed on as it is; what could not be read shows as a missing usage.
    }
  }

  private void member(JsonCursor cursor) throws JsonFault {
    switch (cursor.name()) {
      case "id" -> facts.responseId = AnswerFacts.text(cursor, facts.responseId);
      case "model" -> model(cursor);
      case "status" -> facts.finishReason = AnswerFacts.text(cursor, facts.finishReason);
      case "error" -> error(cursor);
      default -> cursor.skip();
    }
  }

  /// The one served; a price for each request is not the model's.
  private void model(JsonCursor cursor) throws JsonFault {
    if (metering.wire() == Wire.OTHER_USAGE) {
      facts.modelServed = AnswerFacts.text(cursor, facts.modelServed);
    } else {
      cursor.skip();
    }
  }

  /// An answer that nobody bills may tell of the failure of something else.
  private void error(JsonCursor cursor) throws JsonFault {
    if (metering.wire() == Wire.OTHER_FREE) {
      cursor.skip();
    } else if (cursor.is(Kind.OBJECT) || cursor.is(Kind.STRING)) {
      facts.error(cursor);
    } else {
      cursor.skip();
    }
  }
}
