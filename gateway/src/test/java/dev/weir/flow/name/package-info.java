/// Prompts and what they make of requests, against a slow second writer.
@NullMarked
package dev.weir.flow.name;

import org.jspecify.annotations.NullMarked;
