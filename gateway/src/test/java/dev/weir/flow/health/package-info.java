/// Tests of circuits and retry budgets.
@NullMarked
package dev.weir.flow.health;

import org.jspecify.annotations.NullMarked;
