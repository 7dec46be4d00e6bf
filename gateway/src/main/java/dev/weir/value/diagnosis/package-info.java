/// Why a unit cost moved between two months: the bridge from one to the other, and what it means.
///
/// Owns: a month's use of models ([MonthOfUse]), the [Bridge] of two of them with its effects, the
/// [PriceIndex] of a constant workload, [Finding]s in words. Does not own: the decomposition itself
/// (value.cost), the ledger, pools, outcomes. Always true: effects add up to the change to the last
/// digit, and in money to the cent; the same months say the same words; a sentence names the rows
/// it is about. Limits: 1,000 pairs of model and meter, 20 findings. Pure: no clock, no I/O. May
/// import: base.money, value.cost, value.unit.
@NullMarked
package dev.weir.value.diagnosis;

import org.jspecify.annotations.NullMarked;
