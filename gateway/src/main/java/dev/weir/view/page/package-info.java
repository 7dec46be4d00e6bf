/// What a page of the console is, and what it is given.
///
/// Owns: [Page] and its [Place], [Visit] (who looks, at which [Period]), [Ask] (the API, as the
/// person who looks), [Entered] (what a form brought), [Answers] and [Line] (what the API said, as
/// amounts and words), [Rows] (the way to what a figure is made of). Does not own: the way in and
/// the shell around a page (view.console), what pages say (one room per group), what they are made
/// of (view.shape). Always true: a page knows no facts but by [Ask], so it shows and does nothing
/// that the API refuses its reader. Limits: one visit's answers are kept until it ends. May import:
/// view.api, view.shape.
@NullMarked
package dev.weir.view.page;

import org.jspecify.annotations.NullMarked;
