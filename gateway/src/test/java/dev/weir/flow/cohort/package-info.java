/// Tests of who gets what: the hash against figures computed elsewhere and against chance, rollouts
/// and experiments as values.
@NullMarked
package dev.weir.flow.cohort;

import org.jspecify.annotations.NullMarked;
