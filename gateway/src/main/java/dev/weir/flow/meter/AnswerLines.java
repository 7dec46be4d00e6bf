package dev.weir.flow.meter;

import dev.weir.base.wire.EventReader;
import dev.weir.base.wire.Framing;
import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonCursor.Kind;
import dev.weir.base.wire.JsonFault;
import dev.weir.base.wire.JsonSlice;
import dev.weir.base.wire.WireEvent;
import dev.weir.flow.dialect.Answer;
import dev.weir.flow.dialect.AnswerReader;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.OutputText;
import dev.weir.flow.dialect.Served;
import dev.weir.flow.dialect.Usage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Listens to a list of answers, one a line, for what each of them consumed. A line without an
/// answer in it stands for a request that nobody bills. Belongs to one list and its event loop.
public final class AnswerLines {
  /// As many requests as a vendor takes in one batch.
  private static final int ANSWERS_MAX = 100_000;

  private final Metering metering;
  private final List<String> within;
  private final EventReader lines;
  private final List<Served> served = new ArrayList<>();
  private boolean anyLine;

  /// Something of it was no such list, or did not say all: the sum is not known, and what follows
  /// is not read.
  private boolean unread;

  /// @param metering of the answers
  /// @param within the members that lead to the answer of a line; of each but the last there is one
  ///   on every line
  public AnswerLines(Metering metering, List<String> within, MeterLimits limits) {
    this.metering = metering;
    this.within = List.copyOf(within);
    this.lines = Framing.LINES.reader(limits.eventBytesMax(), this::line);
  }

  /// Bytes of the list arrived.
  public void chunk(byte[] bytes) {
    lines.feed(bytes);
  }

  /// The list has come to its end: what each of its answers consumed. Nothing if that cannot be
  /// said of all of them. Called once.
  public Optional<List<Served>> end() {
    lines.end();
    return anyLine && !unread && !lines.overlong()
        ? Optional.of(List.copyOf(served))
        : Optional.empty();
  }

  private void line(WireEvent event) {
    anyLine = true;
    if (!unread && !read(event.data(), event.dataFrom(), event.dataTo())) {
      unread = true;
      served.clear();
    }
  }

  /// Whether it is a line of such a list.
  private boolean read(byte[] bytes, int from, int to) {
    try (JsonCursor cursor = JsonCursor.over(bytes, from, to)) {
      return cursor.is(Kind.OBJECT) && members(cursor, 0);
    } catch (JsonFault broken) {
      return false;
    }
  }

  private boolean members(JsonCursor cursor, int depth) throws JsonFault {
    boolean last = depth == within.size() - 1;
    boolean fits = last;
    while (cursor.nextMember()) {
      if (!cursor.name().equals(within.get(depth)) || !cursor.is(Kind.OBJECT)) {
        cursor.skip();
      } else if (last) {
        fits = answer(cursor.slice());
      } else {
        fits = members(cursor, depth + 1);
      }
    }
    return fits;
  }

  /// Whether it says what it consumed.
  private boolean answer(JsonSlice json) {
    AnswerReader reader = AnswerReader.of(metering, new OutputText(0));
    reader.body(Arrays.copyOfRange(json.bytes(), json.from(), json.to()));
    Answer answer = reader.answer();
    Optional<Usage> usage = answer.usage().whole();
    usage.ifPresent(
        used -> served.add(new Served(used, answer.modelServed(), answer.serviceTier(), false)));
    return usage.isPresent() && served.size() <= ANSWERS_MAX;
  }
}
