/// What can go wrong with an answer on demand.
///
/// Owns: the kinds of fault, their text form, how they bend a sequence of frames, and the queue
/// that the control interface fills. Does not own: frames' contents, connections, bills. Always
/// true: the same seed and the same requests in the same order meet the same faults. Limits: 10,000
/// queued entries. May import: nothing of the simulator.
@NullMarked
package dev.weir.simulator.fault;

import org.jspecify.annotations.NullMarked;
