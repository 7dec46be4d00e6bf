/// Carries an attempt out to its provider.
///
/// Owns: [Upstream], credentials, what of a caller's header and query goes to a provider and back.
/// Does not own: which provider, retries (there are none yet), what an answer means. Always true: a
/// caller's key never reaches a provider; a provider's credential never reaches a caller, also
/// where an error repeats it; an answer is asked for uncompressed, so that it can be metered.
/// Limits: those of base.http's client. May import: base.http, flow.dialect, flow.route.
@NullMarked
package dev.weir.flow.upstream;

import org.jspecify.annotations.NullMarked;
