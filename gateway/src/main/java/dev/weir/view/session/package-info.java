/// Who has signed in to the console, for how long.
///
/// Owns: [Sessions] (opens, finds, ends), [Session], [Means] it was opened by. Does not own: people
/// and their credentials (flow.books, view.login), cookies and forms (view.console), what somebody
/// may do (view.api). Always true: of a session's token only its hash is kept; a token that is
/// shown once opens nothing else; a session that idled, that is too old or whose person is gone is
/// found no more. Limits: [Sessions.Limits]; in memory, so that a start of the gateway signs
/// everybody out. May import: flow.identity.
@NullMarked
package dev.weir.view.session;

import org.jspecify.annotations.NullMarked;
