/// Bills and provider usage, asked for at the providers themselves.
///
/// Owns: which reports vendors have and how they are asked ([Vendor], [Report]), the schedule
/// ([Fetching]), how each report stands ([Standing]), in `fetches.json`. Does not own: what an
/// answer means (source), how clouds' storages are asked (cloud), what is kept and what it replaces
/// (bill), who bypasses the gateway (reconcile). Always true: all pages of a question, all parts of
/// a run, or nothing; what is fetched goes in as a file does, one for each report and whole day of
/// UTC, or export and billing period, and replaces only what the same source fetched before; no
/// failure is lost before the next try; a key is in no message. Limits: 32 Mi characters an answer
/// or run, 1,000 pages, 100,000 objects, 5 tries, one question at a time. Blocks: on one virtual
/// thread. May import: base.http, base.store, exchange.bill, exchange.cloud, exchange.source,
/// Jackson's tree.
@NullMarked
package dev.weir.exchange.fetch;

import org.jspecify.annotations.NullMarked;
