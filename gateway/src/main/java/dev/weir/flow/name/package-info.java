/// What stands behind the names that callers ask for: routes, and prompts put together from
/// modules.
///
/// Owns: [Names] (a name asked for → [Name]), [PromptModule] and [Prompt] (what operators write),
/// [Label] (what calls get: a [Frozen] prompt, or a split of labels), [Expansion] (a prompt put
/// into a request of the caller's own wire), [Difference] (of two prompts). Does not own: versions
/// and who made them, plans, keys' rights, prices. Always true: a label holds all that its calls
/// need; what a variable is given stands inside one JSON string and never beside it; system text
/// comes before the caller's, turns before the caller's; the same call gets the same label
/// everywhere; no text of a prompt is in a message. Limits: 5,000 aliases and labels, a module 256
/// KiB of text, a prompt 32 modules and 512 KiB, 64 variables, a variable 64 KiB, all of a call's
/// 256 KiB, each as often as it stands in the text. May import: base.wire, flow.dialect,
/// flow.route.
@NullMarked
package dev.weir.flow.name;

import org.jspecify.annotations.NullMarked;
