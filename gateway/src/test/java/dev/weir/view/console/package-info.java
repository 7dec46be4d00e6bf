@NullMarked
package dev.weir.view.console;

import org.jspecify.annotations.NullMarked;
