@NullMarked
package dev.weir.view.api;

import org.jspecify.annotations.NullMarked;
