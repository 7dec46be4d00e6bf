@NullMarked
package dev.weir.app.doctor;

import org.jspecify.annotations.NullMarked;
