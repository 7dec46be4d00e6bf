package dev.weir.flow.entry;

import dev.weir.flow.entry.Entry.Alerted;
import dev.weir.flow.entry.Entry.Armed;
import dev.weir.flow.entry.Entry.BookOpened;
import dev.weir.flow.entry.Entry.Bypassed;
import dev.weir.flow.entry.Entry.Corrected;
import dev.weir.flow.entry.Entry.Drifted;
import dev.weir.flow.entry.Entry.Expired;
import dev.weir.flow.entry.Entry.FellDue;
import dev.weir.flow.entry.Entry.Joined;
import dev.weir.flow.entry.Entry.OfAttempt;
import dev.weir.flow.entry.Entry.Overrun;
import dev.weir.flow.entry.Entry.PeriodClosed;
import dev.weir.flow.entry.Entry.RecordName;
import dev.weir.flow.entry.Entry.Recorded;
import dev.weir.flow.entry.Entry.Refused;
import dev.weir.flow.entry.Entry.Released;
import dev.weir.flow.entry.Entry.Rerated;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Retagged;
import dev.weir.flow.entry.Entry.ScopeGrew;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Entry.Snapshot;
import dev.weir.flow.entry.Entry.Told;
import dev.weir.flow.entry.Entry.Voided;
import dev.weir.flow.rule.Measure;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;

/// The binary form of an [Entry], format version 4: one octet for the kind, then its components in
/// the order of the record. Integers are varints, texts are UTF-8 with their length before them or
/// the number of a known text, enum constants are written by name. Kinds and component orders of a
/// version never change; a change is a new version of the journal. Kinds of format 1 that have
/// another order since are read by [FormatOne] and not written any more.
public final class EntryCodec {
  /// The kind of a frame that fills an accepted gap; it holds no entry.
  static final int FILLER = 0;

  private static final int REFUSED = 2;
  private static final int EXPIRED = 5;
  private static final int CORRECTED = 6;
  private static final int OVERRUN = 7;
  private static final int ALERTED = 8;
  private static final int ARMED = 9;
  private static final int BOOK_OPENED = 10;
  private static final int JOINED = 12;
  private static final int RESERVED = 13;
  private static final int SETTLED = 14;
  private static final int RELEASED = 15;
  private static final int DRIFTED = 16;
  private static final int SNAPSHOT = 17;
  private static final int RECORDED = 18;
  private static final int VOIDED = 19;
  private static final int RERATED = 20;
  private static final int PERIOD_CLOSED = 21;
  private static final int BYPASSED = 22;
  private static final int FELL_DUE = 23;
  private static final int RETAGGED = 24;
  private static final int SCOPE_GREW = 25;

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
    byte kind = payload.get(payload.position());
    return kind == SNAPSHOT || kind == FormatOne.SNAPSHOT;
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
        PartCodec.balance(out, alerted.balance());
        out.instant(alerted.at());
        out.unsigned(alerted.threshold());
        PartCodec.total(out, alerted.settled());
        PartCodec.total(out, alerted.limit());
      }
      case Armed armed -> {
        out.octet(ARMED);
        out.text(armed.counter());
        out.instant(armed.at());
        out.name(armed.measure());
        out.list(armed.standings(), PartCodec::standing);
      }
      case Joined joined -> {
        attempt(out, JOINED, joined);
        out.list(joined.holds(), PartCodec::hold);
      }
      case BookOpened book -> book(out, book);
      case Drifted drifted -> drifted(out, drifted);
      case Recorded recorded -> recorded(out, recorded);
      case Voided voided -> {
        out.octet(VOIDED);
        PartCodec.callId(out, voided.call());
        out.instant(voided.at());
        out.text(voided.who());
        out.text(voided.why());
      }
      case Rerated rerated -> {
        out.octet(RERATED);
        BookCodec.rerated(out, rerated);
      }
      case Retagged retagged -> {
        out.octet(RETAGGED);
        BookCodec.retagged(out, retagged);
      }
      case PeriodClosed closed -> {
        out.octet(PERIOD_CLOSED);
        BookCodec.closed(out, closed);
      }
      case FellDue due -> {
        out.octet(FELL_DUE);
        BookCodec.fellDue(out, due);
      }
      case Bypassed bypassed -> {
        out.octet(BYPASSED);
        BookCodec.bypassed(out, bypassed);
      }
      case ScopeGrew grew -> {
        out.octet(SCOPE_GREW);
        BookCodec.grew(out, grew);
      }
      case Snapshot snapshot -> {
        out.octet(SNAPSHOT);
        out.instant(snapshot.at());
        out.list(snapshot.balances(), PartCodec::standing);
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
      case REFUSED -> refused(in);
      case SETTLED -> settled(in);
      case RELEASED -> released(in);
      case EXPIRED -> new Expired(PartCodec.callId(in), in.small(), in.instant());
      case CORRECTED -> corrected(in);
      case OVERRUN ->
          new Overrun(
              PartCodec.callId(in),
              in.small(),
              in.instant(),
              PartCodec.money(in),
              PartCodec.money(in));
      case ALERTED ->
          new Alerted(
              PartCodec.balance(in),
              in.instant(),
              in.small(),
              PartCodec.total(in),
              PartCodec.total(in));
      case ARMED ->
          new Armed(
              in.text(), in.instant(), Measure.valueOf(in.text()), in.list(PartCodec::standing));
      case JOINED ->
          new Joined(PartCodec.callId(in), in.small(), in.instant(), in.list(PartCodec::hold));
      case RERATED -> BookCodec.rerated(in);
      case RETAGGED -> BookCodec.retagged(in);
      case PERIOD_CLOSED -> BookCodec.closed(in);
      case BYPASSED -> BookCodec.bypassed(in);
      case SCOPE_GREW -> BookCodec.grew(in);
      case BOOK_OPENED -> new BookOpened(in.text(), in.text(), in.instant(), in.text(), in.text());
      case DRIFTED ->
          new Drifted(
              in.instant(), in.text(), in.text(), in.text(), in.text(), PartCodec.callId(in));
      case RECORDED -> recorded(in);
      case FELL_DUE -> BookCodec.fellDue(in);
      case VOIDED -> new Voided(PartCodec.callId(in), in.instant(), in.text(), in.text());
      case SNAPSHOT ->
          new Snapshot(
              in.instant(),
              in.list(PartCodec::standing),
              in.list(EntryCodec::reserved),
              in.list(ByteSource::text),
              in.flag());
      case FormatOne.RESERVED -> FormatOne.reserved(in);
      case FormatOne.SETTLED -> FormatOne.settled(in);
      case FormatOne.RELEASED -> FormatOne.released(in);
      case FormatOne.SNAPSHOT -> FormatOne.snapshot(in);
      default -> throw new IllegalArgumentException("no entry has kind " + kind);
    };
  }

  private static void attempt(ByteSink out, int kind, OfAttempt entry) {
    out.octet(kind);
    PartCodec.callId(out, entry.call());
    out.unsigned(entry.attempt());
    out.instant(entry.at());
  }

  private static void reserved(ByteSink out, Reserved entry) {
    PartCodec.callId(out, entry.call());
    out.unsigned(entry.attempt());
    out.instant(entry.at());
    PartCodec.facts(out, entry.facts());
    out.text(entry.provider());
    out.text(entry.model());
    out.signed(entry.amount().picos());
    out.signed(entry.tokens());
    out.list(entry.holds(), PartCodec::hold);
    out.list(entry.notes(), ByteSink::text);
    out.text(entry.priceBook());
    out.text(entry.ruleBook());
    PartCodec.course(out, entry.course());
  }

  private static Reserved reserved(ByteSource in) {
    return new Reserved(
        PartCodec.callId(in),
        in.small(),
        in.instant(),
        PartCodec.facts(in),
        in.text(),
        in.text(),
        PartCodec.money(in),
        in.signed(),
        in.list(PartCodec::hold),
        in.list(ByteSource::text),
        in.text(),
        in.text(),
        PartCodec.course(in));
  }

  private static void refused(ByteSink out, Refused entry) {
    out.octet(REFUSED);
    PartCodec.callId(out, entry.call());
    out.instant(entry.at());
    PartCodec.facts(out, entry.facts());
    out.text(entry.kind());
    out.text(entry.rule());
    out.text(entry.message());
    out.text(entry.ruleBook());
  }

  private static Refused refused(ByteSource in) {
    return new Refused(
        PartCodec.callId(in),
        in.instant(),
        PartCodec.facts(in),
        in.text(),
        in.text(),
        in.text(),
        in.text());
  }

  private static void settled(ByteSink out, Settled entry) {
    attempt(out, SETTLED, entry);
    PartCodec.usage(out, entry.usage());
    PartCodec.charge(out, entry.charge());
    out.text(entry.modelServed());
    out.text(entry.serviceTier());
    out.text(entry.responseId());
    out.text(entry.fingerprint());
    out.text(entry.region());
    out.unsigned(entry.status());
    out.name(entry.ending());
    PartCodec.timing(out, entry.timing());
  }

  private static Settled settled(ByteSource in) {
    return new Settled(
        PartCodec.callId(in),
        in.small(),
        in.instant(),
        PartCodec.usage(in),
        PartCodec.charge(in),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.small(),
        Ending.valueOf(in.text()),
        PartCodec.timing(in));
  }

  private static void released(ByteSink out, Released entry) {
    attempt(out, RELEASED, entry);
    out.unsigned(entry.status());
    out.name(entry.ending());
    out.text(entry.reason());
    PartCodec.timing(out, entry.timing());
  }

  private static Released released(ByteSource in) {
    return new Released(
        PartCodec.callId(in),
        in.small(),
        in.instant(),
        in.small(),
        Ending.valueOf(in.text()),
        in.text(),
        PartCodec.timing(in));
  }

  private static void corrected(ByteSink out, Corrected entry) {
    attempt(out, CORRECTED, entry);
    PartCodec.usage(out, entry.usage());
    PartCodec.charge(out, entry.charge());
    out.list(entry.differences(), PartCodec::hold);
    out.text(entry.source());
    out.text(entry.who());
    out.text(entry.why());
  }

  private static Corrected corrected(ByteSource in) {
    return new Corrected(
        PartCodec.callId(in),
        in.small(),
        in.instant(),
        PartCodec.usage(in),
        PartCodec.charge(in),
        in.list(PartCodec::hold),
        in.text(),
        in.text(),
        in.text());
  }

  private static void book(ByteSink out, BookOpened entry) {
    out.octet(BOOK_OPENED);
    out.text(entry.kind());
    out.text(entry.version());
    out.instant(entry.at());
    out.text(entry.who());
    out.text(entry.content());
  }

  private static void drifted(ByteSink out, Drifted entry) {
    out.octet(DRIFTED);
    out.instant(entry.at());
    out.text(entry.provider());
    out.text(entry.model());
    out.text(entry.before());
    out.text(entry.now());
    PartCodec.callId(out, entry.call());
  }

  private static void recorded(ByteSink out, Recorded entry) {
    out.octet(RECORDED);
    PartCodec.callId(out, entry.call());
    out.instant(entry.at());
    out.instant(entry.usedAt());
    out.instant(entry.usedUntil());
    PartCodec.facts(out, entry.facts());
    out.text(entry.provider());
    out.text(entry.model());
    out.unsigned(entry.requests());
    PartCodec.usage(out, entry.usage());
    PartCodec.charge(out, entry.charge());
    out.text(entry.told().modelServed());
    out.text(entry.told().serviceTier());
    out.text(entry.told().region());
    out.text(entry.told().responseId());
    out.text(entry.told().account());
    out.text(entry.told().slot());
    out.text(entry.record().source());
    out.text(entry.record().id());
    out.text(entry.record().digest());
    out.text(entry.record().who());
  }

  private static Recorded recorded(ByteSource in) {
    return new Recorded(
        PartCodec.callId(in),
        in.instant(),
        in.instant(),
        in.instant(),
        PartCodec.facts(in),
        in.text(),
        in.text(),
        in.unsigned(),
        PartCodec.usage(in),
        PartCodec.charge(in),
        new Told(in.text(), in.text(), in.text(), in.text(), in.text(), in.text()),
        new RecordName(in.text(), in.text(), in.text(), in.text()));
  }
}
