/// One call, from its attempts to what came of it.
///
/// Owns: [OneCall]. Does not own: any figure, who may see the call (the API's). Always true: its
/// charges and corrections stand line by line, as they were booked; their sum is the API's. May
/// import: view.page, view.shape.
@NullMarked
package dev.weir.view.call;

import org.jspecify.annotations.NullMarked;
