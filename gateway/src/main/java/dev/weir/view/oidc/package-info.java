/// Signing in at providers of OpenID Connect: authorization code with PKCE, groups to remits.
///
/// Owns: [OpenId] (begins a sign-in, takes who comes back), [Trust] (what is configured of a
/// provider), the operators it makes and changes (journalled, by `oidc`). Does not own: sessions
/// and pages (view.console), what remits may do. Always true: nobody is believed but an ID token
/// whose signature, issuer, audience, times and nonce are right, fetched from the provider itself
/// for a sign-in that the same browser began; who has no group with a remit does not get in, nor
/// who was revoked here. Limits: 10 minutes from beginning to coming back, 10,000 begun at once, 10
/// s for each question to a provider, 256 KiB of keys. Blocks: virtual threads only. May import:
/// base.log, flow.books.
@NullMarked
package dev.weir.view.oidc;

import org.jspecify.annotations.NullMarked;
