/// Behaviour of the simulator over real HTTP.
@NullMarked
package dev.weir.simulator;

import org.jspecify.annotations.NullMarked;
