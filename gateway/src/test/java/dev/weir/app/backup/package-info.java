@NullMarked
package dev.weir.app.backup;

import org.jspecify.annotations.NullMarked;
