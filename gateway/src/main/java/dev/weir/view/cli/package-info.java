/// The command line of everything that goes through the control plane's API.
///
/// Owns: verbs, their options and texts, tables, exit codes ([Exit]), [HttpTransport]. Does not
/// own: any fact or rule; each verb is a request to the API and a way to show its answer. Always
/// true: what is printed on standard output is the answer and nothing else; a secret is printed
/// only by the verb that made it, once; every listing has `--format table|json|csv`; no verb asks
/// questions. Limits: one request at a time; answers of 64 MiB, unless they are written on as they
/// come. May import: base.store, to read Parquet.
@NullMarked
package dev.weir.view.cli;

import org.jspecify.annotations.NullMarked;
