package dev.weir.flow.translate;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.base.wire.Framing;
import dev.weir.flow.dialect.Ask;
import dev.weir.flow.dialect.AskReader;
import dev.weir.flow.dialect.Fixtures;
import dev.weir.flow.dialect.Incoming;
import dev.weir.flow.dialect.Recordings;
import dev.weir.flow.dialect.Recordings.Recorded;
import dev.weir.flow.dialect.Wire;
import dev.weir.flow.edge.Spoken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What was recorded of one wire, with whichever vendor, and went well. Bedrock's InvokeModel is
/// left out: its framing is taken off before an answer is translated. Skips the test where there
/// are no recordings.
final class RecordedCalls {
  private static final List<Spoken> ALL = new ArrayList<>();
  private static final Map<Wire, List<Asked>> REQUESTS = new EnumMap<>(Wire.class);
  private static final IdentityHashMap<Spoken, SlowAnswer> SAID = new IdentityHashMap<>();

  /// @param ask read from the request
  record Asked(Recorded recorded, Ask ask) {
    byte[] body() {
      return recorded.request().getBytes(UTF_8);
    }
  }

  private RecordedCalls() {}

  static List<Spoken> answers(Wire wire) throws IOException {
    if (ALL.isEmpty()) {
      List<Recorded> everything = new ArrayList<>(Recordings.everything());
      everything.addAll(Fixtures.all());
      for (Recorded recorded : everything) {
        if (recorded.status() < 300 && !recorded.path().contains("/invoke")) {
          Spoken.of(recorded).ifPresent(ALL::add);
        }
      }
    }
    return ALL.stream()
        .filter(spoken -> spoken.wire() == wire && spoken.recorded().answer().length > 0)
        .toList();
  }

  static List<Asked> requests(Wire wire) throws IOException {
    if (REQUESTS.containsKey(wire)) {
      return REQUESTS.get(wire);
    }
    List<Asked> requests = new ArrayList<>();
    for (Spoken spoken : answers(wire)) {
      Recorded recorded = spoken.recorded();
      ask(wire, recorded).ifPresent(ask -> requests.add(new Asked(recorded, ask)));
    }
    REQUESTS.put(wire, requests);
    return requests;
  }

  /// What an answer says, by the slow reader of its wire.
  static SlowAnswer said(Spoken answer) throws IOException {
    if (!SAID.containsKey(answer)) {
      List<JsonNode> first = SlowAnswer.first(answer.documents());
      SAID.put(answer, SlowAnswer.of(answer.wire(), first).ended());
    }
    return SAID.get(answer);
  }

  /// Nothing if it was not recorded, or is no JSON.
  private static Optional<Ask> ask(Wire wire, Recorded recorded) {
    Incoming incoming =
        Incoming.of("POST", recorded.path())
            .filter(its -> its.wire() == wire)
            .orElseGet(() -> Incoming.of(wire, "m", recorded.framing() != Framing.NONE));
    return AskReader.read(incoming, recorded.request().getBytes(UTF_8))
            instanceof AskReader.Reading.Understood(Ask ask)
        ? Optional.of(ask)
        : Optional.empty();
  }
}
