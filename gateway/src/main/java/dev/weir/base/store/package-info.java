/// The door to an embedded database file.
///
/// Owns: [Database] (one file, its connections, one writer at a time), [Migrations] (numbered
/// scripts, table `schema_version`), [CopiedRow] (tables copied row by row), [Parquet] (files of
/// that format), [StoreFailure]. Does not own: any table, query or row. Always true: a change is
/// committed whole or not at all; at most one change is under way; a file written by a newer Weir
/// is refused, never guessed at; an older one is copied before its schema changes, unless it is
/// derived from other files. All of it blocks: never call it on the event loop. Limits: memory,
/// threads and readers per file as in [Database.Settings]. May import: nothing of Weir.
@NullMarked
package dev.weir.base.store;

import org.jspecify.annotations.NullMarked;
