package dev.weir.view.replay;

import java.util.HashSet;
import java.util.Set;

/// What a provider's prefix cache would hold if it forgot nothing. Used by one thread.
final class PrefixCache {
  /// Tokens in one block of a Mooncake trace.
  static final int BLOCK = 512;

  private final Set<Long> seen = new HashSet<>();

  /// Input tokens of a prompt that were there already; its blocks are there from now on. At least
  /// one token is always new, as no provider serves a whole prompt from its cache.
  int cached(long[] blocks, int input) {
    int run = 0;
    while (run < blocks.length && seen.contains(blocks[run])) {
      run++;
    }
    for (int i = run; i < blocks.length; i++) {
      seen.add(blocks[i]);
    }
    return (int) Math.min((long) run * BLOCK, input - 1L);
  }
}
