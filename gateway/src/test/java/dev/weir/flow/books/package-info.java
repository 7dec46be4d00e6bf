@NullMarked
package dev.weir.flow.books;

import org.jspecify.annotations.NullMarked;
