@NullMarked
package dev.weir.value.experiment;

import org.jspecify.annotations.NullMarked;
