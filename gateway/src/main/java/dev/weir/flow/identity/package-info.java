/// Who calls, as far as it can be trusted.
///
/// Owns: [Tags], [Principal], virtual keys and their lookup, tag registry, tag precedence (fixed >
/// header > baggage > body). Does not own: where keys are stored, what a caller may spend. Always
/// true: a key is kept as its SHA-256 only; use case, department, cost centre and role come from
/// the key unless the key says that a caller may set them; distinct values per key are capped. May
/// import: base.wire, base.http (headers), flow.dialect.
@NullMarked
package dev.weir.flow.identity;

import org.jspecify.annotations.NullMarked;
