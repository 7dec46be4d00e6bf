@NullMarked
package dev.weir.view.page;

import org.jspecify.annotations.NullMarked;
