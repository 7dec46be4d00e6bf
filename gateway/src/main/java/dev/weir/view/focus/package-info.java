/// `weir focus`: the ledger as FOCUS files, and files checked against FOCUS's published rules.
///
/// Owns: the verb, its options, where its files are written. Does not own: the rows
/// (`exchange.focus`, asked for through the API), the rules (`exchange.requirement`; the user names
/// their file). Always true: a file is there whole or not at all, and beside one of FOCUS's rows is
/// its metadata. Limits: none; an export is written as it comes. May import: base.store,
/// exchange.focus, exchange.requirement, view.cli.
@NullMarked
package dev.weir.view.focus;

import org.jspecify.annotations.NullMarked;
