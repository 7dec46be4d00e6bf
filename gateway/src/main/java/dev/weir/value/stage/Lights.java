package dev.weir.value.stage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.gate.Evaluation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a gate shows, as it was last looked at.
///
/// @param since when all criteria hold; absent while they do not
/// @param stop whether there is nothing left to iterate for
/// @param killed kill criteria that are lit
public record Lights(
    Optional<Instant> since, boolean stop, boolean proven, List<String> killed, int gateVersion) {
  static final Lights OUT = new Lights(Optional.empty(), false, false, List.of(), 0);

  public Lights {
    killed = List.copyOf(killed);
  }

  /// What it shows now: a light that stays on keeps the time it went on, under one version of the
  /// gate.
  ///
  /// @param killing by the gate whose kill criteria are agreed: as it was signed, if it was
  Lights now(Evaluation evaluation, int version, Evaluation killing, Instant now) {
    Optional<Instant> kept = version == gateVersion ? since : Optional.empty();
    return new Lights(
        evaluation.holds() ? kept.or(() -> Optional.of(now)) : Optional.empty(),
        evaluation.stopsIterating(),
        evaluation.proven().holds(),
        killing.lit().stream().map(each -> each.kill().when().text()).toList(),
        version);
  }

  static Lights read(ObjectNode body) {
    return new Lights(
        body.hasNonNull("since")
            ? Optional.of(Instant.parse(body.path("since").asText()))
            : Optional.empty(),
        body.path("stop").asBoolean(),
        body.path("proven").asBoolean(),
        body.path("killed").valueStream().map(JsonNode::asText).toList(),
        body.path("gate_version").asInt());
  }

  ObjectNode write() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    since.ifPresent(at -> body.put("since", at.toString()));
    body.put("stop", stop).put("proven", proven).put("gate_version", gateVersion);
    body.putArray("killed");
    killed.forEach(each -> body.withArray("killed").add(each));
    return body;
  }
}
