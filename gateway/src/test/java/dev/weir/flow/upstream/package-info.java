/// Tests of the way to a provider.
@NullMarked
package dev.weir.flow.upstream;

import org.jspecify.annotations.NullMarked;
