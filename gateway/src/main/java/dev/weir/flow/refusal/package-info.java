/// Why a call is not carried out.
///
/// Owns: [Refusal], its closed set of kinds, their categories. Does not own: HTTP statuses and
/// error bodies (edge and dialect). Always true: a message names the thing, the rule and the value
/// seen; it never contains a secret or a body. May import: nothing of Weir.
@NullMarked
package dev.weir.flow.refusal;

import org.jspecify.annotations.NullMarked;
