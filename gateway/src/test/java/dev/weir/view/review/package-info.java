@NullMarked
package dev.weir.view.review;

import org.jspecify.annotations.NullMarked;
