/// Tests of what passes between caller and provider.
@NullMarked
package dev.weir.flow.upstream;

import org.jspecify.annotations.NullMarked;
