/// Usage records in the forms they are told in.
///
/// Owns: [JsonRecords], [CsvRecords], [OtlpRecords] (JSON and protobuf): bodies read as usage
/// records, and what is wrong with each; [OtlpAnswer]. Does not own: what a record is, booking.
/// Always true: a field that nobody knows is an error that names it, never passed over; a span's
/// attributes are others' too, so there only what has a meaning is read; amounts never pass through
/// binary floating point; a span that sums up others, or that Weir made itself, is no usage; a span
/// is the same record in JSON and in protobuf. Limits: those of a batch; of spans in protobuf only
/// what a record needs is kept. Pure: no clock, no I/O. May import: base.money, base.wire,
/// flow.catalogue, flow.dialect, flow.entry, flow.identity, flow.recording.
@NullMarked
package dev.weir.exchange.usage;

import org.jspecify.annotations.NullMarked;
