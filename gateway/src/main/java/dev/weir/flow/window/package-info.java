/// The time a rule counts over, and when it is in effect.
///
/// Owns: [Window], its slices and its text; [Period]. Does not own: what is counted, by which rule.
/// Always true: a window is a function of time and zone; a slice begins at one instant and every
/// instant is in one slice; a window's text reads back as an equal window. Limits: 1,440 slices in
/// a window. Pure: no clock, no I/O. May import: nothing of Weir.
@NullMarked
package dev.weir.flow.window;

import org.jspecify.annotations.NullMarked;
