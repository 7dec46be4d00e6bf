package dev.weir.view.console;

import dev.weir.view.page.Followed;
import dev.weir.view.page.Page;
import dev.weir.view.page.Visit;
import java.util.Optional;
import java.util.function.Supplier;

/// What comes of a browser's wish to be told of events as they come.
sealed interface Following {

  /// @param operator who it is
  /// @param visits the person's, as long as the session lasts; asking does not prolong it
  record Begun(String operator, Page page, Supplier<Optional<Visit>> visits, Followed followed)
      implements Following {}

  record Refused(Reply why) implements Following {}
}
