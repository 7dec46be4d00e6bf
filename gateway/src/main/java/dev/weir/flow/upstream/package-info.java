/// Carries an attempt out to its provider.
///
/// Owns: [Upstream], what of a caller's header and query goes to a provider and back. Does not own:
/// credentials, which provider, retries, what an answer means. Always true: a caller's key never
/// reaches a provider; a provider's credential never reaches a caller, also where an error or a
/// header repeats it; an answer is asked for uncompressed, and one that is gzip or deflate all the
/// same is unpacked, so that it can be metered. Limits: those of base.http's client; 256 MiB
/// unpacked, a hundredfold of what was packed. May import: base.http, flow.credential,
/// flow.dialect, flow.provider.
@NullMarked
package dev.weir.flow.upstream;

import org.jspecify.annotations.NullMarked;
