/// Tells people about money, and about what it is spent on.
///
/// Owns: [AlertLog], [AlertDesk] and its receivers, how far each has taken the alerts, the text of
/// an alert. Does not own: when an alert is due (the ledger; once per window, also over restarts).
/// Always true: telling never delays a call; users are pseudonyms in what is told; an alert that
/// the journal has is sent to each [Receiver] until it takes it, in order, also after a restart,
/// under an id that stays the same. Limits: one alert under way per receiver, pauses of up to 45 s
/// between tries. Blocks: on one virtual thread per receiver. What is posted to is connected to at
/// public addresses only, unless it may be private; redirects are not followed. May import:
/// base.http, base.money, flow.entry, flow.identity, flow.ledger, flow.projection, flow.rule,
/// flow.window, view.person.
@NullMarked
package dev.weir.view.alert;

import org.jspecify.annotations.NullMarked;
