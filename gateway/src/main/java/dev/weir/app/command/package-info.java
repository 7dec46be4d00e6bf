/// Verbs that start the gateway, or need its configuration: `serve`, `config`, `ready`, `backup`.
///
/// Owns: the process (signals, log, exit), reading `weir.yaml` for a verb, the API in process over
/// a data directory nobody uses. Does not own: what is started ([dev.weir.app.Assembly]), verbs
/// over the API (view.cli). Always true: what cannot be used is one line and an exit code, not a
/// stack trace; a log line is one line and shows no key. May import: everything.
@NullMarked
package dev.weir.app.command;

import org.jspecify.annotations.NullMarked;
