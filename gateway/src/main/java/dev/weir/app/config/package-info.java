/// The one configuration file: `weir.yaml`, its records, and how they are read.
///
/// Owns: [WeirConfig] and its parts, binding of YAML and `WEIR_…` variables to them, printing what
/// is in effect. Does not own: price and rule books (they live in facts), what the values do.
/// Always true: an unknown key, a key by a former name, a missing value or a value out of range
/// stops the start and names file, line, key and value; a secret is a reference (`env:NAME`,
/// `file:PATH`), never a value in the file; what is printed is masked. May import: base.log
/// (masking), flow.provider (names of families), snakeyaml-engine.
@NullMarked
package dev.weir.app.config;

import org.jspecify.annotations.NullMarked;
