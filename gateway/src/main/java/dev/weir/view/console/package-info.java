/// The console's door: pages for people, on the control plane's listener.
///
/// Owns: [Console] (paths to pages, who may, sign-in and out, refusals), [Assets], the shell around
/// every page. Does not own: facts and changes (the API's, asked as the person who signed in), what
/// a page is (view.page), what pages say (one room per group), what they are made of (view.shape).
/// Always true: a page shows and does nothing that the API refuses its reader; without a session
/// there is the sign-in page and what it is made of, nothing else; no form is taken without its
/// session's own token; every answer carries the policy that no script of another site, and none
/// within a page, is run; a stream of events ends with its session, and does not prolong it.
/// Limits: a form of 4 MiB as it is sent, a field of 1 MiB, 8 KiB without a session; [Streams];
/// sessions as view.session says. Blocks: virtual threads only.
@NullMarked
package dev.weir.view.console;

import org.jspecify.annotations.NullMarked;
