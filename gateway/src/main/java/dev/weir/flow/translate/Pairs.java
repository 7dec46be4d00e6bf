package dev.weir.flow.translate;

import dev.weir.flow.dialect.Wire;
import java.util.List;
import java.util.Optional;

/// Which wires are paired.
public final class Pairs {
  private static final List<Pair> ALL =
      List.of(
          new ChatToMessages(),
          new ChatToGenerate(),
          new ChatToConverse(),
          new ChatToResponses(),
          new ResponsesToChat(),
          new ResponsesToMessages(),
          new ResponsesToGenerate(),
          new MessagesToChat(),
          new MessagesToResponses(),
          new MessagesToGenerate(),
          new MessagesToConverse(),
          new GenerateToChat(),
          new GenerateToMessages(),
          new ConverseToChat(),
          new ConverseToMessages(),
          new ConverseToGenerate());

  private Pairs() {}

  public static List<Pair> all() {
    return ALL;
  }

  /// The wires that a caller's can be translated to, those that carry most of it first.
  public static List<Wire> from(Wire from) {
    return ALL.stream().filter(pair -> pair.from() == from).map(Pair::to).toList();
  }

  /// @param from the caller's wire
  /// @param to the target's
  public static Optional<Pair> of(Wire from, Wire to) {
    return ALL.stream().filter(pair -> pair.from() == from && pair.to() == to).findFirst();
  }
}
