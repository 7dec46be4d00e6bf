/// The control plane's API.
///
/// Owns: [Api] (routes, roles, errors, the OpenAPI document, which is written from the same table
/// that dispatches), [ControlPlane] (the same over HTTP). Does not own: any fact, corrections, what
/// a change means, figures. Always true: a change names its operator; an unknown field or parameter
/// is refused by name; a secret is shown once and never listed. Limits: a body of 1 MiB, of a price
/// catalogue or a bill 64 MiB, of envelopes, rosters and observations 16 MiB; pages of 1,000; what
/// is streamed is sent 64 KiB at a time. Blocks: virtual threads only. May import: as its row in
/// ARCHITECTURE.md says.
@NullMarked
package dev.weir.view.api;

import org.jspecify.annotations.NullMarked;
