package dev.weir.value.stage;

import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.value.gate.Destination;
import dev.weir.value.gate.Gate;
import dev.weir.value.portfolio.UseCase;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// That there is nothing left to iterate for, as far as a use case is: the light to stop is on at
/// every gate ahead of it, or, where none is, at those it has gone through.
///
/// @param gate `claims/beta`, whose light went on last
/// @param since when
public record Stopped(String gate, Instant since) {
  /// As the lights were last looked at; empty = there is something to iterate for, or no gate that
  /// says. A gate that was put anew says nothing until it is looked at.
  public static Optional<Stopped> of(UseCase useCase, Facts facts) {
    List<Destination> gated =
        Destination.of(useCase).stream()
            .filter(to -> !to.isSunset())
            .filter(to -> gate(useCase, to, facts).isPresent())
            .toList();
    List<Destination> ahead = gated.stream().filter(to -> !to.has(useCase)).toList();
    List<Destination> asked = ahead.isEmpty() ? gated : ahead;
    List<Stopped> on =
        asked.stream()
            .flatMap(to -> gate(useCase, to, facts).flatMap(it -> of(it, facts)).stream())
            .toList();
    return on.size() < asked.size()
        ? Optional.empty()
        : on.stream().max(Comparator.comparing(Stopped::since));
  }

  private static Optional<Version> gate(UseCase useCase, Destination to, Facts facts) {
    return facts.current(Kind.GATE, Gate.id(useCase.id(), to)).filter(it -> !it.retired());
  }

  private static Optional<Stopped> of(Version gate, Facts facts) {
    return facts
        .current(Kind.GATE_LIGHT, gate.id())
        .map(light -> Lights.read(light.body()))
        .filter(light -> light.stop() && light.gateVersion() == gate.version())
        .flatMap(Lights::since)
        .map(since -> new Stopped(gate.id(), since));
  }
}
