/// Tests of the ledger database, on real files; [SeededCalls] is also used by the report's tests.
@NullMarked
package dev.weir.flow.projection;

import org.jspecify.annotations.NullMarked;
