/// Tests of what use cases could be worth.
@NullMarked
package dev.weir.value.opportunity;

import org.jspecify.annotations.NullMarked;
