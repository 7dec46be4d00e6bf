/// Usage records in the forms they are told in.
///
/// Owns: [JsonRecords], [CsvRecords], [OtlpRecords]: texts read as usage records, and what is wrong
/// with each. Does not own: what a record is, booking. Always true: a field that nobody knows is an
/// error that names it, never passed over; a span's attributes are others' too, so there only what
/// has a meaning is read; amounts never pass through binary floating point; a span that sums up
/// others, or that Weir made itself, is no usage. Limits: those of a batch. Pure: no clock, no I/O.
/// May import: base.money, base.wire, flow.catalogue, flow.dialect, flow.entry, flow.identity,
/// flow.recording.
@NullMarked
package dev.weir.exchange.usage;

import org.jspecify.annotations.NullMarked;
