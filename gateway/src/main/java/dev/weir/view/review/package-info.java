/// Pages of the monthly review.
///
/// Owns: [Reviews] (which months have one, what was decided and is open), [MonthlyReview] (a
/// month's pack as a page that prints and as a file, the form that holds it, the forms that close
/// what was decided). Does not own: any figure, criterion or verdict (the API's), how amounts are
/// written (view.shape). Always true: tables stand in the mission's order; every figure leads to
/// its rows and says its evidence; a refusal stands beside the field it names, and what was entered
/// is kept. Limits: as many lines as the pack has. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.review;

import org.jspecify.annotations.NullMarked;
