/// Tests of one call's walk, and the seeded simulation of the whole spine: [Simulation] drives it,
/// [Audit] keeps its own account of the money.
@NullMarked
package dev.weir.flow.edge;

import org.jspecify.annotations.NullMarked;
