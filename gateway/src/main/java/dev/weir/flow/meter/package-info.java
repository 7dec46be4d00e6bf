/// Listens to one attempt's answer: what it consumed and how fast it came.
///
/// Owns: [Meter] (one per attempt), [MeterReading], [TokenCounter] for answers without usage. Does
/// not own: what a frame means (dialect), prices, forwarding. Always true: the meter sees bytes
/// after they were passed on and never holds one back; an explicit zero stays a reported zero, a
/// missing usage stays missing; a count of Weir's own is marked as such. Limits: event size, body
/// size and kept text as in [MeterLimits]. May import: base.wire, flow.dialect.
@NullMarked
package dev.weir.flow.meter;

import org.jspecify.annotations.NullMarked;
