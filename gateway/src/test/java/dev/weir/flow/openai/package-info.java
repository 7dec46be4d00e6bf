/// Tests of OpenAI's wires.
@NullMarked
package dev.weir.flow.openai;

import org.jspecify.annotations.NullMarked;
