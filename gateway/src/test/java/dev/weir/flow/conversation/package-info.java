/// What the tests of all wires that converse share.
@NullMarked
package dev.weir.flow.conversation;

import org.jspecify.annotations.NullMarked;
