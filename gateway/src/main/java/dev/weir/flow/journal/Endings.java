package dev.weir.flow.journal;

import dev.weir.flow.entry.Entry.Ended;
import dev.weir.flow.entry.Entry.Expired;
import dev.weir.flow.entry.Entry.Released;
import dev.weir.flow.entry.Entry.Settled;

/// Keeps endings within the room that is claimed for each.
final class Endings {
  private static final int TEXT_MAX = 60;

  private Endings() {}

  /// The same ending with its free texts cut. Usage, charge and names of unpriced quantities are
  /// never touched, so an ending with very many of those may still be too large and then takes from
  /// the room that is not claimed.
  static Ended cut(Ended ending) {
    return switch (ending) {
      case Settled settled ->
          new Settled(
              settled.call(),
              settled.attempt(),
              settled.at(),
              settled.usage(),
              settled.charge(),
              cut(settled.modelServed()),
              cut(settled.serviceTier()),
              cut(settled.responseId()),
              cut(settled.fingerprint()),
              cut(settled.region()),
              settled.status(),
              settled.ending(),
              settled.timing());
      case Released released ->
          new Released(
              released.call(),
              released.attempt(),
              released.at(),
              released.status(),
              released.ending(),
              cut(released.reason()),
              released.timing());
      case Expired expired -> expired;
    };
  }

  private static String cut(String text) {
    if (text.length() <= TEXT_MAX) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(TEXT_MAX - 1)) ? TEXT_MAX - 1 : TEXT_MAX;
    return text.substring(0, end) + "…";
  }
}
