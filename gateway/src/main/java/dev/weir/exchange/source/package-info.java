/// The files in which providers and clouds say what was used and what they bill.
///
/// Owns: how each form is written and what its fields mean, one small file per form ([BillFile] is
/// the door; [Answers] takes an API's answers apart into days), how units and meters are called in
/// them ([Units], [MeterNames]). Does not own: what becomes of a reading (bill), asking for it
/// (fetch). Always true: a file is read whole or refused, with its name, the place in it, the rule
/// and the value; quantities are in single units; a column Weir does not know is kept and named;
/// the lines add up to what the file itself says. Limits: 32 MiB of text, 200,000 rows, 60 digits a
/// number. Pure: no clock, no I/O. May import: base.wire, exchange.bill, and Jackson's tree,
/// without binding.
@NullMarked
package dev.weir.exchange.source;

import org.jspecify.annotations.NullMarked;
