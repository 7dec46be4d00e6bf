/// Tests of view.focus.
@NullMarked
package dev.weir.view.focus;

import org.jspecify.annotations.NullMarked;
