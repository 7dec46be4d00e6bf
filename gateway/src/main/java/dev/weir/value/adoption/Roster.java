package dev.weir.value.adoption;

import java.util.Set;
import java.util.TreeSet;

/// Who may use a use case, and from when on a user counts as activated.
///
/// @param useCase its id
public record Roster(String useCase, Eligible eligible, Activation activation) {
  /// Most users of a list.
  public static final int USERS_MAX = 100_000;

  /// Who they are, or how many.
  public sealed interface Eligible {
    int count();

    /// @param count known by their number alone
    record Counted(int count) implements Eligible {
      public Counted {
        if (count < 1) {
          throw new IllegalArgumentException("field 'eligible' is 1 at least, was " + count);
        }
      }
    }

    /// @param hashes of the users' ids, by [EligibleUsers#hash]
    record Listed(Set<String> hashes) implements Eligible {
      public Listed {
        hashes = Set.copyOf(hashes);
        if (hashes.isEmpty() || hashes.size() > USERS_MAX) {
          throw new IllegalArgumentException(
              "field 'users' has 1 to %,d users, was %,d".formatted(USERS_MAX, hashes.size()));
        }
      }

      @Override
      public int count() {
        return hashes.size();
      }

      /// In one text, each once, in order.
      public String joined() {
        return String.join(" ", new TreeSet<>(hashes));
      }
    }
  }

  /// So many calls within so many days, the day of the first one included.
  public record Activation(int calls, int withinDays) {
    /// What is taken where nothing is said.
    public static final Activation ASSUMED = new Activation(3, 14);

    private static final int MAX = 1_000;

    public Activation {
      if (calls < 1 || calls > MAX) {
        throw new IllegalArgumentException(
            "field 'activation.calls' is 1 to %,d, was %d".formatted(MAX, calls));
      }
      if (withinDays < 1 || withinDays > MAX) {
        throw new IllegalArgumentException(
            "field 'activation.within_days' is 1 to %,d, was %d".formatted(MAX, withinDays));
      }
    }
  }
}
