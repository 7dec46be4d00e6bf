/// Tests of credentials.
@NullMarked
package dev.weir.flow.credential;

import org.jspecify.annotations.NullMarked;
