/// Who Weir is to its providers.
///
/// Owns: [Credentials] (what a request is presented with), [AwsSignature], tokens of Google and
/// their renewal, the reading of the files both hand out. Does not own: where a secret is
/// configured, which provider, the request itself. Always true: a call reads one volatile and never
/// waits; a token is renewed off its path before it ends; what is missing is said, not sent
/// without; no text of this room shows a secret, nor does what it tells. Limits: answers to token
/// requests 64 KiB in 10 s, files read again every 30 s, no roles are assumed. May import:
/// base.http, base.wire, flow.provider.
@NullMarked
package dev.weir.flow.credential;

import org.jspecify.annotations.NullMarked;
