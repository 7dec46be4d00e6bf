/// Where the processor time and the memory of a call go.
///
/// Owns: starting and reading flight recordings, giving each sample to a room. Does not own: the
/// traffic under which it is recorded. Always true: a sample belongs to the room of the nearest
/// frame of Weir's own, so that a library's work is its caller's; threads without such a frame are
/// named by their library. Limits: Linux, JDK 25 for `jdk.CPUTimeSample`. May import: the JDK.
@NullMarked
package dev.weir.bench.profile;

import org.jspecify.annotations.NullMarked;
