/// Tests of providers and families.
@NullMarked
package dev.weir.flow.provider;

import org.jspecify.annotations.NullMarked;
