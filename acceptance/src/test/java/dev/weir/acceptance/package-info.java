/// Weir as its users meet it: jar and simulator run as processes, and are seen through HTTP, the
/// command line and exports only.
///
/// Owns: the processes' harness ([GatewayProcess], [SimulatorProcess], [ControlPlane]), an
/// independent audit of the money ([PriceSheet], [BookRow]). Does not own: any class of the
/// gateway; nothing here imports one. Always true: every wait has a deadline, every process started
/// is stopped, a failure shows what the processes said, and whatever a gateway wrote is searched
/// for the secrets of its test when it is closed ([SecretSearch]). Limits: processes on this
/// machine.
@NullMarked
package dev.weir.acceptance;

import org.jspecify.annotations.NullMarked;
