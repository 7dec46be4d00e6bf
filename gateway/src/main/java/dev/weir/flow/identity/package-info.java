/// Who calls, as far as it can be trusted.
///
/// Owns: [Tags], [Principal], [VirtualKey] and its look-up ([Keyring]), [TagRegistry], tag
/// precedence (fixed > header > baggage > body, [Identify]). Does not own: where keys are stored,
/// what a caller may spend. Always true: a secret is kept as its SHA-256 only; a caller sets a tag
/// only where the key lets it; a typed tag has a declared value in force; the values callers give a
/// tag are capped per key and day. Limits: 32 tags a key, names of 64 and values of 256 characters,
/// 4 secrets a key. May import: flow.dialect, flow.refusal.
@NullMarked
package dev.weir.flow.identity;

import org.jspecify.annotations.NullMarked;
