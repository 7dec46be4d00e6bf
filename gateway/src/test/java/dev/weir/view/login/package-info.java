@NullMarked
package dev.weir.view.login;

import org.jspecify.annotations.NullMarked;
