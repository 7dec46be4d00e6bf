@NullMarked
package dev.weir.view.oidc;

import org.jspecify.annotations.NullMarked;
