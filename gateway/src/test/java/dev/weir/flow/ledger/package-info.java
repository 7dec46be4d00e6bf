/// Tests of the ledger on a journal in memory that a test drives step by step.
@NullMarked
package dev.weir.flow.ledger;

import org.jspecify.annotations.NullMarked;
