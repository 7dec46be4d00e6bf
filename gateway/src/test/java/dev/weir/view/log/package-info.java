/// Tests of the log of calls.
@NullMarked
package dev.weir.view.log;

import org.jspecify.annotations.NullMarked;
