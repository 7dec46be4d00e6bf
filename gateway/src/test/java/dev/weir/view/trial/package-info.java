@NullMarked
package dev.weir.view.trial;

import org.jspecify.annotations.NullMarked;
