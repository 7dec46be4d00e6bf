/// Pages about names that callers ask for, and the prompts behind them.
///
/// Owns: [Prompts] (all of them, what they cost, what is tried with them), [OnePrompt], [OneModule]
/// and [OneName] (one of each, and the form that puts another version). Does not own: any figure or
/// change (the API's), where names lead (view.running), how amounts are written (view.shape), who
/// may look (view.console). Always true: a form is written for a version and changes no other; who
/// may change nothing sees no form. Limits: those of the API's lists. May import: view.page,
/// view.shape.
@NullMarked
package dev.weir.view.prompt;

import org.jspecify.annotations.NullMarked;
