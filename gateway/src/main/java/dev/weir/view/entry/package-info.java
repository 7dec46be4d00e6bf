/// Documents of the API entered field by field, instead of as JSON.
///
/// Owns: [Entry] (one field of a form and the member of the document that it stands for),
/// [Document] (all of them: filled with what is in force, read back into what the API takes; which
/// field a refusal is about). Does not own: what a document may say (the API's), pages. Always
/// true: a member that no field stands for stays as it is; what is entered and is no number goes to
/// the API as it was typed, which refuses it by name. Limits: lists have two empty lines more than
/// they are long. May import: view.page, view.shape.
@NullMarked
package dev.weir.view.entry;

import org.jspecify.annotations.NullMarked;
