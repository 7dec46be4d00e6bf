@NullMarked
package dev.weir.view.cli;

import org.jspecify.annotations.NullMarked;
