package dev.weir.value.promotion;

import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import java.util.List;
import java.util.Optional;

/// What somebody wants signed.
///
/// @param listed who may call whatever the share is; absent = as it is
/// @param exception why it is to go although criteria do not hold
/// @param who proposes it
public record Proposal(
    String useCase,
    Destination to,
    Allowed allowed,
    Optional<List<String>> listed,
    Optional<String> exception,
    String who,
    String why) {
  private static final int EXCEPTION_MAX = 2_000;
  private static final int LISTED_MAX = 10_000;

  public Proposal {
    listed = listed.map(List::copyOf);
    if (exception.filter(it -> it.isBlank() || it.length() > EXCEPTION_MAX).isPresent()) {
      throw new IllegalArgumentException(
          "field 'exception' is a reason of 1 to %d characters, was %d"
              .formatted(EXCEPTION_MAX, exception.get().length()));
    }
    if (listed.filter(it -> it.size() > LISTED_MAX).isPresent()) {
      throw new IllegalArgumentException(
          "field 'users_listed' has at most %d users, was %d"
              .formatted(LISTED_MAX, listed.get().size()));
    }
    if (to.isSunset() && allowed.share().signum() > 0) {
      throw new IllegalArgumentException(
          "field 'share' is 0 at sunset, was " + allowed.share().toPlainString());
    }
  }
}
