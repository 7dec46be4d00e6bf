/// Bills and provider usage, asked for at the providers themselves.
///
/// Owns: which reports vendors have and how they are asked ([Vendor]), the schedule ([Fetching]),
/// how each report stands ([Standing]), in `fetches.json`. Does not own: what an answer means
/// (source), what is kept and what it replaces (bill), who bypasses the gateway (reconcile). Always
/// true: whole days of UTC; all pages of a question or nothing; what is fetched goes in as a file
/// does, one for each report and day, and replaces only what the same source fetched before; no
/// failure is lost before the next try; a key is in no message. Limits: 32 Mi characters and 1,000
/// pages a question, 5 tries a page, one question at a time. Blocks: on one virtual thread. May
/// import: base.http, exchange.bill, exchange.source, and Jackson's tree.
@NullMarked
package dev.weir.exchange.fetch;

import org.jspecify.annotations.NullMarked;
