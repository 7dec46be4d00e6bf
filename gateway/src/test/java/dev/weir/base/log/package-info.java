/// Tests of the log.
@NullMarked
package dev.weir.base.log;

import org.jspecify.annotations.NullMarked;
