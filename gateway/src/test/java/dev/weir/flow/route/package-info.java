/// Tests of plans and of what follows a fault.
@NullMarked
package dev.weir.flow.route;

import org.jspecify.annotations.NullMarked;
