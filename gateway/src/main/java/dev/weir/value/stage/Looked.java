package dev.weir.value.stage;

import java.util.List;
import java.util.Optional;

/// What came of a look at gates.
///
/// @param notices what a person must be told: kill criteria that went on, what Weir did
/// @param unfinished what is to be looked at again
public record Looked(List<String> notices, List<Unfinished> unfinished) {
  public Looked {
    notices = List.copyOf(notices);
    unfinished = List.copyOf(unfinished);
  }

  /// A use case of which not everything was done.
  ///
  /// @param failure a defect, or what the machine failed at; absent where what there is says why
  public record Unfinished(String useCase, String why, Optional<RuntimeException> failure) {}
}
