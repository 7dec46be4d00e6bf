package dev.weir.view.replay;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.replay.Population.UseCase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Gives a population what it needs at a gateway: a virtual key per use case, its budgets and its
/// limits. Doing it again changes nothing, but that the keys get new secrets, as the gateway shows
/// a secret only once; the secrets of an earlier run end.
public final class Settling {
  private static final String WHY = "?why=" + ControlPlane.escaped("weir replay");

  private final ControlPlane server;

  public Settling(ControlPlane server) {
    this.server = server;
  }

  /// @return secrets by the name of the use case
  public Map<String, String> settle(Population population) {
    Map<String, String> there = new HashMap<>();
    for (JsonNode key : server.get("keys").path("keys")) {
      if (key.path("status").asText().equals("active")) {
        there.put(key.path("name").asText(), key.path("id").asText());
      }
    }
    Map<String, String> secrets = new HashMap<>();
    for (UseCase useCase : population.useCases()) {
      String id = there.get(useCase.name());
      JsonNode issued =
          id == null
              ? server.post("keys" + WHY, key(useCase))
              : server.post("keys/" + id + "/rotate" + WHY, Map.of("overlap_seconds", 0));
      secrets.put(useCase.name(), issued.path("secret").asText());
    }
    population.budgets().forEach(budget -> put("budgets/", budget));
    population.limits().forEach(limit -> put("limits/", limit));
    return secrets;
  }

  private void put(String path, Map<String, Object> rule) {
    if (!(rule.get("id") instanceof String id)) {
      throw new IllegalArgumentException(
          "every one of a population's budgets and limits has an 'id', was " + rule);
    }
    Map<String, Object> body = new LinkedHashMap<>(rule);
    body.remove("id");
    server.put(path + ControlPlane.escaped(id) + WHY, body);
  }

  private static Map<String, Object> key(UseCase useCase) {
    List<String> settable = new ArrayList<>(useCase.tags().keySet());
    Map<String, Object> key = new LinkedHashMap<>();
    key.put("name", useCase.name());
    key.put("fixed_tags", useCase.fixed());
    key.put("settable_tags", settable);
    key.put("trusts_user_tags", useCase.users() > 0);
    key.put("on_missing", useCase.fixed().isEmpty() ? "quarantine" : "refuse");
    key.put("distinct_max", Math.max(1_000, useCase.users()));
    return key;
  }
}
