/// Pages about who may use the gateway: keys of applications, people and how they sign in.
///
/// Owns: [Keys] and [OneKey], [People] and [OnePerson], how what was entered there becomes a change
/// of the API. Does not own: what a key or somebody may do, and who may change that (the API's),
/// how amounts are written (view.shape), sessions. Always true: a secret is on the page that
/// answers the form it was made by, never in an address, never on another page. Limits: 500 keys on
/// a page, uses of the last 90 days. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.desk;

import org.jspecify.annotations.NullMarked;
