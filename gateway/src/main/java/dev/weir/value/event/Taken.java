package dev.weir.value.event;

import java.util.List;

/// What became of outcomes that were told.
public sealed interface Taken {

  /// All of them were taken.
  ///
  /// @param recorded new ones
  /// @param corrected those that took the place of others
  /// @param known told before with the same content
  /// @param takenBack told before and taken back since: not in force
  record Done(int recorded, int corrected, int known, int takenBack) implements Taken {}

  /// Some contradict what is known; nothing was taken.
  record Clashing(List<Clash> clashes) implements Taken {
    public Clashing {
      clashes = List.copyOf(clashes);
    }
  }

  /// An outcome that cannot be taken.
  ///
  /// @param index within the batch
  /// @param what the field, the rule and the value
  record Clash(int index, String id, String what) {}
}
