package dev.weir.flow.provider;

import dev.weir.flow.dialect.Dialect;
import dev.weir.flow.dialect.Metering;
import dev.weir.flow.dialect.UsagePaths;
import dev.weir.flow.dialect.Wire;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A vendor's manners, as far as they are no matter of its wires: many vendors speak the same
/// wires, each in its own way. Read from a file, see [Families].
///
/// @param wires the wires it speaks, and where
/// @param auths how a request says who asks, the usual way first
/// @param usage where its answers on the wires of OpenAI's dialect say what they consumed
/// @param guise what it wants to be different in the bodies of its wires
/// @param spilled the response header that is there when another deployment than the provisioned
///   one has answered; empty = it has none
/// @param chat what it wants of requests on the wires of OpenAI's dialect
public record Family(
    String name,
    Map<Wire, WirePath> wires,
    List<Auth> auths,
    UsagePaths usage,
    Guise guise,
    String spilled,
    ChatManners chat) {
  public Family {
    wires = Map.copyOf(wires);
    auths = List.copyOf(auths);
    if (auths.isEmpty()) {
      throw new IllegalArgumentException("'auth' is missing");
    }
    if (wires.isEmpty()) {
      throw new IllegalArgumentException(name + " speaks no wire");
    }
    boolean needed = wires.keySet().stream().anyMatch(wire -> wire.dialect() == Dialect.OPENAI);
    if (needed == usage.isEmpty()) {
      throw new IllegalArgumentException(
          "%s must say where usage is, for wires of OpenAI's dialect and only for them"
              .formatted(name));
    }
  }

  /// How its answers on a wire are metered.
  public Metering metering(Wire wire) {
    return new Metering(wire, usage);
  }

  public boolean speaks(Wire wire) {
    return wires.containsKey(wire);
  }

  /// Whether any of its wires is of the dialect.
  public boolean speaks(Dialect dialect) {
    return wires.keySet().stream().anyMatch(wire -> wire.dialect() == dialect);
  }

  /// Its way of a [word][Auth#word]; its usual one if the word is empty.
  ///
  /// @throws IllegalArgumentException naming its ways, if it is none of them
  Auth auth(String word) {
    return auths.stream()
        .filter(auth -> word.isEmpty() || auth.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "auth must be one of %s for the family %s, was '%s'"
                    .formatted(auths.stream().map(Auth::word).toList(), name, word)));
  }

  /// The names of what a provider's configuration places in its paths.
  Set<String> places() {
    Set<String> places = new TreeSet<>();
    wires.values().forEach(path -> places.addAll(path.places()));
    return places;
  }
}
