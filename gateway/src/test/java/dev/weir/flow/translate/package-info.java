/// Tests of translation.
@NullMarked
package dev.weir.flow.translate;

import org.jspecify.annotations.NullMarked;
