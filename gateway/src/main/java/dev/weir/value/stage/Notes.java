package dev.weir.value.stage;

import dev.weir.value.stage.Looked.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is noted while one use case is looked at. Owned by the look.
final class Notes {
  private final String useCase;
  private final List<String> notices = new ArrayList<>();
  private final List<Unfinished> unfinished = new ArrayList<>();

  Notes(String useCase) {
    this.useCase = useCase;
  }

  /// A person must be told.
  void tell(String notice) {
    notices.add(notice);
  }

  /// Something Weir did.
  ///
  /// @param failure why it could not
  void done(String what, Optional<String> failure) {
    failure.ifPresentOrElse(
        why -> leave("%s; not yet, it is tried again: %s".formatted(what, why)), () -> tell(what));
  }

  /// Something is to be looked at again.
  void leave(String why) {
    unfinished.add(new Unfinished(useCase, why, Optional.empty()));
  }

  /// As [#leave(String)], for what should not have failed.
  void leave(String what, RuntimeException failure) {
    unfinished.add(
        new Unfinished(useCase, "%s: %s".formatted(what, failure), Optional.of(failure)));
  }

  List<String> notices() {
    return notices;
  }

  List<Unfinished> unfinished() {
    return unfinished;
  }
}
