/// Calls that are made to nobody before the first real one comes, so that its code is loaded and
/// compiled by then.
///
/// Owns: [WarmUp], the pretended provider, books and callers it needs. Does not own: any part of
/// the gateway that starts; all it uses is made for it and thrown away. Always true: nothing of it
/// is in the gateway's journal, ledger, books or metrics; it ends within its time; the gateway
/// starts without it when it fails. Limits: its time, [WarmUp#CALLS_MAX] calls. May import: the
/// call path.
@NullMarked
package dev.weir.app.warm;

import org.jspecify.annotations.NullMarked;
