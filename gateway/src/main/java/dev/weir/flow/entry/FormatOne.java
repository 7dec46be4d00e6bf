package dev.weir.flow.entry;

import dev.weir.flow.entry.Entry.Released;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.entry.Entry.Settled;
import dev.weir.flow.entry.Entry.Snapshot;

/// Reads the kinds of entries that format 1 wrote with fewer components. What those did not say is
/// empty, and −1 for a time.
final class FormatOne {
  static final int RESERVED = 1;
  static final int SETTLED = 3;
  static final int RELEASED = 4;
  static final int SNAPSHOT = 11;

  private FormatOne() {}

  static Reserved reserved(ByteSource in) {
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
        Course.NONE);
  }

  static Settled settled(ByteSource in) {
    return new Settled(
        PartCodec.callId(in),
        in.small(),
        in.instant(),
        PartCodec.usage(in),
        PartCodec.charge(in),
        in.text(),
        in.text(),
        in.text(),
        "",
        "",
        in.small(),
        Ending.valueOf(in.text()),
        timing(in));
  }

  static Released released(ByteSource in) {
    return new Released(
        PartCodec.callId(in),
        in.small(),
        in.instant(),
        in.small(),
        Ending.valueOf(in.text()),
        in.text(),
        timing(in));
  }

  static Snapshot snapshot(ByteSource in) {
    return new Snapshot(
        in.instant(),
        in.list(PartCodec::standing),
        in.list(FormatOne::reserved),
        in.list(ByteSource::text),
        in.flag());
  }

  private static Timing timing(ByteSource in) {
    return new Timing(
        in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.signed(), in.small());
  }
}
