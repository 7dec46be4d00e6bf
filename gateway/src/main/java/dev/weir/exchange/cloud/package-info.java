/// What clouds put into their storages: tables of charges, exported again and again.
///
/// Owns: how a storage of S3's kind and Azure's are asked and what they answer ([Storage],
/// [Listing]), where an export's runs lie and which is the newest ([Run]), of which parts one
/// consists ([Manifest]), what an object's bytes are as text ([Stored]), how their words are shown
/// in a message ([Shown]). Does not own: the asking and its schedule (fetch), what a table means
/// (source). Always true: XML with a document type or an entity is refused; a part that is half, or
/// packed in a way nobody knows, is refused with its name; a secret is in no message. Limits: what
/// is unpacked, by its reader. Pure: no clock, no I/O. May import: base.http, exchange.bill,
/// flow.credential, and Jackson's tree.
@NullMarked
package dev.weir.exchange.cloud;

import org.jspecify.annotations.NullMarked;
