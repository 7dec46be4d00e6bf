/// What is bought of providers, or run by oneself, other than by the call, and what it comes to.
///
/// Owns: [Agreement] and its [Terms] (capacity by the hour, fees, free quotas, volume discounts,
/// commitments, prepaid credits), [Dues] (what they come to, from what was used). Does not own:
/// prices of calls, what was used, what is booked of it. Always true: what capacity costs in an
/// hour is shared out to the last picodollar among those it served, and the rest is unused; a due
/// is a function of the terms and of what was used, so that the same gives the same; nothing here
/// changes what a call costs when it is judged. Pure: no clock, no I/O. Limits: 9,000,000 dollars
/// an amount, 100 steps, tiers or extras, 20 models. May import: base.money, flow.books,
/// flow.catalogue.
@NullMarked
package dev.weir.flow.agreement;

import org.jspecify.annotations.NullMarked;
