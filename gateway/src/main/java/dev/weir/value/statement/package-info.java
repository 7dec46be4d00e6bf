/// Whether what a use case says of itself can be measured: a lint of one English sentence or a few.
///
/// Owns: [Lint] and its [Finding]s, the [Vocabulary] they go by (`words.txt`, data). Does not own:
/// use cases, dates of the calendar, evidence. Always true: the same text gives the same findings;
/// every finding blocks; it reads words and their order, not sense, so that it is right as often as
/// docs/use-cases.md says, measured by a corpus. Limits: English, 2,000 characters. Pure. May
/// import: nothing of Weir.
@NullMarked
package dev.weir.value.statement;

import org.jspecify.annotations.NullMarked;
