/// Pages about outcomes and about what users say.
///
/// Owns: [Outcomes] (what an outcome is, those that were told, the forms that tell, correct and
/// take back), [Feedback] (what users say of calls, until somebody has looked into it). Does not
/// own: any figure, what is taken or refused (the API's), how amounts are written (view.shape).
/// Always true: no user id stands on a page but in the form that corrects what names it; a form
/// says what would be taken before it is; what was entered is kept when it is refused. Limits: 100
/// lines a page. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.outcome;

import org.jspecify.annotations.NullMarked;
