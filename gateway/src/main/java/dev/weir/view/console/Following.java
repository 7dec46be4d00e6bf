package dev.weir.view.console;

import dev.weir.flow.identity.SecretHash;
import java.util.Optional;
import java.util.function.Supplier;

/// What comes of a browser's wish to be told of events as they come.
sealed interface Following {

  /// @param session of whom
  /// @param visits the person's, as long as the session lasts; asking does not prolong it
  record Begun(SecretHash session, Page page, Supplier<Optional<Visit>> visits, Followed followed)
      implements Following {}

  record Refused(Reply why) implements Following {}
}
