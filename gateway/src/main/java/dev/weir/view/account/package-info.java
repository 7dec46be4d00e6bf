/// Pages about oneself.
///
/// Owns: [Account] (who one is, the own password). Does not own: people and logins (the API's), the
/// way in (view.console). Always true: a password that was entered is never shown again. Limits:
/// those of forms. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.account;

import org.jspecify.annotations.NullMarked;
