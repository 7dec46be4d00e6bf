/// Tests of who uses a use case.
@NullMarked
package dev.weir.value.adoption;

import org.jspecify.annotations.NullMarked;
