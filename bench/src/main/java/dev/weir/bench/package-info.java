/// Benchmarks that run a proxy beside others, in turn, in one run.
///
/// Owns: the order of measurements, the medians, the tables, what is promised and whether it is
/// met. Does not own: anything of the product; it is started as a process and seen over HTTP only.
/// Always true: the proxy under test has one core to itself and load and upstream share another;
/// variants take turns within each round, so that drift of the machine hits all of them; a figure
/// is a median over rounds. Limits: Linux with `taskset`; two cores; figures of different runs must
/// not be compared. May import: bench.traffic, bench.variant, bench.profile, Netty.
@NullMarked
package dev.weir.bench;

import org.jspecify.annotations.NullMarked;
