/// What people are shown of single users of applications, whose spend is personal data.
///
/// Owns: [Pseudonyms] (one for each user id, by a key of this installation), [Veil] (what a reader
/// is shown and what is meant by what a reader asks for). Does not own: who may see ids
/// (view.right), where users are named (the routes), who looked (flow.books). Always true: without
/// the key nobody gets from a pseudonym to an id, nor from an id to its pseudonym; a reader behind
/// a veil asks by pseudonyms alone, so that none can be found out by trying ids. Limits: 96 bits of
/// a pseudonym. May import: nothing.
@NullMarked
package dev.weir.view.person;

import org.jspecify.annotations.NullMarked;
