package dev.weir.flow.entry;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry.Alerted;
import dev.weir.flow.entry.Entry.Armed;
import dev.weir.flow.entry.Entry.BookOpened;
import dev.weir.flow.entry.Entry.Corrected;
import dev.weir.flow.entry.Entry.Expired;
import dev.weir.flow.entry.Entry.Joined;
import dev.weir.flow.entry.Entry.OfAttempt;
import dev.weir.flow.entry.Entry.Overrun;
import dev.weir.flow.entry.Entry.Refused;
import dev.weir.flow.entry.Entry.Released;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Entry.Snapshot;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The binary form of an [Entry], format version 1: one octet for the kind, then its components in
/// the order of the record. Integers are varints, texts are UTF-8 with their length before them or
/// the number of a known text, enum constants are written by name. Kinds and component orders of a
/// version never change; a change is a new version of the journal.
public final class EntryCodec {
  /// The kind of a frame that fills an accepted gap; it holds no entry.
  static final int FILLER = 0;

  private static final int RESERVED = 1;
  private static final int REFUSED = 2;
  private static final int SETTLED = 3;
  private static final int RELEASED = 4;
  private static final int EXPIRED = 5;
  private static final int CORRECTED = 6;
  private static final int OVERRUN = 7;
  private static final int ALERTED = 8;
  private static final int ARMED = 9;
  private static final int BOOK_OPENED = 10;
  private static final int SNAPSHOT = 11;
  private static final int JOINED = 12;

  private EntryCodec() {}

  /// Bytes that [#encode] writes for an entry.
  public static int size(Entry entry) {
    ByteSink counter = new ByteSink();
    write(entry, counter);
    return counter.size();
  }

  public static void encode(Entry entry, ByteBuffer target) {
    write(entry, new ByteSink(target));
  }

  /// Whether a payload is a snapshot's, without decoding it.
  public static boolean isSnapshot(ByteBuffer payload) {
    return payload.get(payload.position()) == SNAPSHOT;
  }

  public static boolean isFiller(ByteBuffer payload) {
    return payload.get(payload.position()) == FILLER;
  }

  /// Reads a whole payload; one that is not exactly an entry is an [IllegalArgumentException].
  public static Entry decode(ByteBuffer payload) {
    ByteSource source = new ByteSource(payload);
    try {
      Entry entry = read(source);
      if (source.remaining() != 0) {
        throw new IllegalArgumentException(source.remaining() + " bytes after the entry's end");
      }
      return entry;
    } catch (BufferUnderflowException | DateTimeException | ArithmeticException malformed) {
      throw new IllegalArgumentException("malformed entry: " + malformed, malformed);
    }
  }

  private static void write(Entry entry, ByteSink out) {
    switch (entry) {
      case Reserved reserved -> {
        out.octet(RESERVED);
        reserved(out, reserved);
      }
      case Refused refused -> refused(out, refused);
      case Settled settled -> settled(out, settled);
      case Released released -> released(out, released);
      case Expired expired -> attempt(out, EXPIRED, expired);
      case Corrected corrected -> corrected(out, corrected);
      case Overrun overrun -> {
        attempt(out, OVERRUN, overrun);
        out.signed(overrun.reserved().picos());
        out.signed(overrun.charged().picos());
      }
      case Alerted alerted -> {
        out.octet(ALERTED);
        balance(out, alerted.balance());
        out.instant(alerted.at());
        out.unsigned(alerted.threshold());
        total(out, alerted.settled());
        total(out, alerted.limit());
      }
      case Armed armed -> {
        out.octet(ARMED);
        out.text(armed.counter());
        out.instant(armed.at());
        out.name(armed.measure());
        out.list(armed.standings(), EntryCodec::standing);
      }
      case Joined joined -> {
        attempt(out, JOINED, joined);
        out.list(joined.holds(), EntryCodec::hold);
      }
      case BookOpened book -> book(out, book);
      case Snapshot snapshot -> {
        out.octet(SNAPSHOT);
        out.instant(snapshot.at());
        out.list(snapshot.balances(), EntryCodec::standing);
        out.list(snapshot.open(), EntryCodec::reserved);
        out.list(snapshot.armed(), ByteSink::text);
        out.flag(snapshot.last());
      }
    }
  }

  private static Entry read(ByteSource in) {
    int kind = in.octet();
    return switch (kind) {
      case RESERVED -> reserved(in);
      case REFUSED ->
          new Refused(
              callId(in), in.instant(), facts(in), in.text(), in.text(), in.text(), in.text());
      case SETTLED -> settled(in);
      case RELEASED ->
          new Released(
              callId(in),
              in.small(),
              in.instant(),
              in.small(),
              Ending.valueOf(in.text()),
              in.text(),
              timing(in));
      case EXPIRED -> new Expired(callId(in), in.small(), in.instant());
      case CORRECTED ->
          new Corrected(
              callId(in),
              in.small(),
              in.instant(),
              usage(in),
              charge(in),
              in.list(EntryCodec::hold),
              in.text(),
              in.text(),
              in.text());
      case OVERRUN -> new Overrun(callId(in), in.small(), in.instant(), money(in), money(in));
      case ALERTED -> new Alerted(balance(in), in.instant(), in.small(), total(in), total(in));
      case ARMED ->
          new Armed(
              in.text(), in.instant(), Measure.valueOf(in.text()), in.list(EntryCodec::standing));
      case JOINED -> new Joined(callId(in), in.small(), in.instant(), in.list(EntryCodec::hold));
      case BOOK_OPENED -> new BookOpened(in.text(), in.text(), in.instant(), in.text(), in.text());
      case SNAPSHOT ->
          new Snapshot(
              in.instant(),
              in.list(EntryCodec::standing),
              in.list(EntryCodec::reserved),
              in.list(ByteSource::text),
              in.flag());
      default -> throw new IllegalArgumentException("no entry has kind " + kind);
    };
  }

  private static void attempt(ByteSink out, int kind, OfAttempt entry) {
    out.octet(kind);
    callId(out, entry.call());
    out.unsigned(entry.attempt());
    out.instant(entry.at());
  }

  private static void reserved(ByteSink out, Reserved entry) {
    callId(out, entry.call());
    out.unsigned(entry.attempt());
    out.instant(entry.at());
    facts(out, entry.facts());
    out.text(entry.provider());
    out.text(entry.model());
    out.signed(entry.amount().picos());
    out.signed(entry.tokens());
    out.list(entry.holds(), EntryCodec::hold);
    out.list(entry.notes(), ByteSink::text);
    out.text(entry.priceBook());
    out.text(entry.ruleBook());
  }

  private static Reserved reserved(ByteSource in) {
    return new Reserved(
        callId(in),
        in.small(),
        in.instant(),
        facts(in),
        in.text(),
        in.text(),
        money(in),
        in.signed(),
        in.list(EntryCodec::hold),
        in.list(ByteSource::text),
        in.text(),
        in.text());
  }

  private static void refused(ByteSink out, Refused entry) {
    out.octet(REFUSED);
    callId(out, entry.call());
    out.instant(entry.at());
    facts(out, entry.facts());
    out.text(entry.kind());
    out.text(entry.rule());
    out.text(entry.message());
    out.text(entry.ruleBook());
  }

  private static void settled(ByteSink out, Settled entry) {
    attempt(out, SETTLED, entry);
    usage(out, entry.usage());
    charge(out, entry.charge());
    out.text(entry.modelServed());
    out.text(entry.serviceTier());
    out.text(entry.responseId());
    out.unsigned(entry.status());
    out.name(entry.ending());
    timing(out, entry.timing());
  }

  private static Settled settled(ByteSource in) {
    return new Settled(
        callId(in),
        in.small(),
        in.instant(),
        usage(in),
        charge(in),
        in.text(),
        in.text(),
        in.text(),
        in.small(),
        Ending.valueOf(in.text()),
        timing(in));
  }

  private static void released(ByteSink out, Released entry) {
    attempt(out, RELEASED, entry);
    out.unsigned(entry.status());
    out.name(entry.ending());
    out.text(entry.reason());
    timing(out, entry.timing());
  }

  private static void corrected(ByteSink out, Corrected entry) {
    attempt(out, CORRECTED, entry);
    usage(out, entry.usage());
    charge(out, entry.charge());
    out.list(entry.differences(), EntryCodec::hold);
    out.text(entry.source());
    out.text(entry.who());
    out.text(entry.why());
  }

  private static void book(ByteSink out, BookOpened entry) {
    out.octet(BOOK_OPENED);
    out.text(entry.kind());
    out.text(entry.version());
    out.instant(entry.at());
    out.text(entry.who());
    out.text(entry.content());
  }

  private static void callId(ByteSink out, CallId call) {
    out.fixed(call.high());
    out.fixed(call.low());
  }

  private static CallId callId(ByteSource in) {
    return new CallId(in.fixed(), in.fixed());
  }

  private static void facts(ByteSink out, CallFacts facts) {
    out.text(facts.principal().key());
    out.unsigned(facts.principal().tags().size());
    for (Tags.Tag tag : facts.principal().tags()) {
      out.text(tag.name());
      out.text(tag.value());
    }
    out.flag(facts.principal().quarantined());
    out.text(facts.route());
    out.text(facts.modelAsked());
    out.flag(facts.stream());
    out.text(facts.purpose());
    out.flag(facts.parent().isPresent());
    facts.parent().ifPresent(parent -> callId(out, parent));
    out.unsigned(facts.bodyBytes());
  }

  private static CallFacts facts(ByteSource in) {
    return new CallFacts(
        principal(in),
        in.text(),
        in.text(),
        in.flag(),
        in.text(),
        in.flag() ? Optional.of(callId(in)) : Optional.empty(),
        in.small());
  }

  private static Principal principal(ByteSource in) {
    String key = in.text();
    int count = in.small();
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < count; i++) {
      tags.put(in.text(), in.text());
    }
    return new Principal(key, Tags.of(tags), in.flag());
  }

  private static void hold(ByteSink out, Hold hold) {
    balance(out, hold.balance());
    out.name(hold.measure());
    out.signed(hold.amount());
  }

  private static Hold hold(ByteSource in) {
    return new Hold(balance(in), Measure.valueOf(in.text()), in.signed());
  }

  private static void standing(ByteSink out, Standing standing) {
    balance(out, standing.balance());
    out.name(standing.measure());
    total(out, standing.settled());
    out.unsigned(standing.alerted());
  }

  private static Standing standing(ByteSource in) {
    return new Standing(balance(in), Measure.valueOf(in.text()), total(in), in.small());
  }

  private static void balance(ByteSink out, BalanceKey key) {
    out.text(key.rule());
    out.text(key.value());
    out.signed(key.slice());
  }

  private static BalanceKey balance(ByteSource in) {
    return new BalanceKey(in.text(), in.text(), in.signed());
  }

  private static void usage(ByteSink out, Usage usage) {
    out.unsigned(usage.input());
    out.unsigned(usage.cacheRead());
    out.unsigned(usage.cacheWrite5m());
    out.unsigned(usage.cacheWrite1h());
    out.unsigned(usage.output());
    out.unsigned(usage.reasoning());
    out.unsigned(usage.beyond().size());
    new TreeMap<>(usage.beyond())
        .forEach((name, quantity) -> {
          out.text(name);
          out.signed(quantity);
        });
    out.name(usage.provenance());
  }

  private static Usage usage(ByteSource in) {
    return new Usage(
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        beyond(in),
        Provenance.valueOf(in.text()));
  }

  private static Map<String, Long> beyond(ByteSource in) {
    int count = in.small();
    Map<String, Long> beyond = new HashMap<>();
    for (int i = 0; i < count; i++) {
      beyond.put(in.text(), in.signed());
    }
    return beyond;
  }

  private static void charge(ByteSink out, Charge charge) {
    out.signed(charge.total().picos());
    out.list(charge.lines(), EntryCodec::line);
    out.list(charge.unpriced(), ByteSink::text);
    out.text(charge.book());
  }

  private static Charge charge(ByteSource in) {
    return new Charge(money(in), in.list(EntryCodec::line), in.list(ByteSource::text), in.text());
  }

  private static void line(ByteSink out, Charge.Line line) {
    out.name(line.meter());
    out.signed(line.quantity());
    out.signed(line.unitPrice().picos());
    out.signed(line.amount().picos());
    out.signed(line.listUnitPrice().picos());
    out.name(line.pricedAs());
  }

  private static Charge.Line line(ByteSource in) {
    return new Charge.Line(
        Meter.valueOf(in.text()),
        in.signed(),
        money(in),
        money(in),
        money(in),
        Meter.valueOf(in.text()));
  }

  private static void timing(ByteSink out, Timing timing) {
    out.signed(timing.firstByteMicros());
    out.signed(timing.firstTokenMicros());
    out.signed(timing.firstCompletionMicros());
    out.signed(timing.frameGapP50Micros());
    out.signed(timing.frameGapP99Micros());
    out.signed(timing.totalMicros());
    out.unsigned(timing.frames());
  }

  private static Timing timing(ByteSource in) {
    return new Timing(
        in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.small());
  }

  private static void total(ByteSink out, Total total) {
    out.signed(total.whole());
    out.unsigned(total.part());
  }

  private static Total total(ByteSource in) {
    return new Total(in.signed(), in.unsigned());
  }

  private static Money money(ByteSource in) {
    return Money.ofPicos(in.signed());
  }
}
