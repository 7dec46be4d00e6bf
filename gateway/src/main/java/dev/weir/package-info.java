/// The program's entry. Owns: [Main]. May import: everything.
@NullMarked
package dev.weir;

import org.jspecify.annotations.NullMarked;
