/// Tests of reports against sums that are computed from the entries themselves.
@NullMarked
package dev.weir.view.report;

import org.jspecify.annotations.NullMarked;
