/// Companies that never were: use cases whose truth is known, and the months that are told of them.
/// Knows no rule of a review.
@NullMarked
package dev.weir.value.company;

import org.jspecify.annotations.NullMarked;
