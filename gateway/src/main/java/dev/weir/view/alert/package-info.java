/// Tells people about money.
///
/// Owns: [AlertDesk] and its sinks: the log and signed webhooks; the text of an alert. Does not
/// own: when an alert is due (the ledger; once per window, also over restarts). Always true:
/// telling never delays a call; a receiver that cannot be reached costs its own queue only, and
/// what was dropped is counted. Limits: 1,000 alerts wait per webhook, 8 tries each. Blocks: on one
/// virtual thread per webhook. May import: base.money, flow.entry, flow.ledger, flow.rule,
/// flow.window.
@NullMarked
package dev.weir.view.alert;

import org.jspecify.annotations.NullMarked;
