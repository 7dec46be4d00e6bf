/// How people sign in: a login and a password, and the first one of all by a token.
///
/// Owns: [Logins] (who signs in, makes logins, sets passwords), [FirstRun] (the first admin's
/// login), hashes of passwords, how failures are slowed down. Does not own: operators and their
/// remits, sessions, pages. Always true: a password is neither kept nor logged, its hash is told to
/// nobody; an unknown login takes as long as a wrong password; one operator has at most one login;
/// every change of a login goes through [Logins], which holds them all. Limits: two hashings at a
/// time, 10,000 logins and 10,000 clients whose failures are remembered. Blocks: virtual threads
/// only. May import: base.log, flow.books, flow.identity.
@NullMarked
package dev.weir.view.login;

import org.jspecify.annotations.NullMarked;
