package dev.weir.flow.identity;

import org.jspecify.annotations.Nullable;

/// The request headers of a call, as far as identity reads them.
@FunctionalInterface
public interface HeaderLookup {

  /// The value of a header, several of one name joined by commas, or null without one.
  ///
  /// @param name in lower case
  @Nullable String find(String name);
}
