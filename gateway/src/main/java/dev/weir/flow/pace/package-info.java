/// How fast providers are asked: within the limits that are configured or that their answers tell.
///
/// Owns: [Paces] (who may pass now, who waits and in which order), the limits' buckets, what
/// vendors' headers say of them, the concurrency that a target bears. Does not own: which target is
/// next, what a call costs. Always true: a call that was let pass leaves exactly once; a gate with
/// room lets the first in its line pass at once; high goes before normal before low, and within
/// these each use case has its turn by the tokens it asks for; a call that may never pass does not
/// wait for ever: who waits withdraws when its time is over. Limits: as many calls wait at a gate
/// as its rules say; one gate per configured limit, and one per model that no limit names. May
/// import: base.http (headers), flow.entry (whose attempt), flow.route (targets).
@NullMarked
package dev.weir.flow.pace;

import org.jspecify.annotations.NullMarked;
