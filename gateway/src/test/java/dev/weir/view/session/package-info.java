@NullMarked
package dev.weir.view.session;

import org.jspecify.annotations.NullMarked;
