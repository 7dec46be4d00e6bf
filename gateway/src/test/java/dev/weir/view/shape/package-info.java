@NullMarked
package dev.weir.view.shape;

import org.jspecify.annotations.NullMarked;
