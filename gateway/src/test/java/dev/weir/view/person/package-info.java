@NullMarked
package dev.weir.view.person;

import org.jspecify.annotations.NullMarked;
