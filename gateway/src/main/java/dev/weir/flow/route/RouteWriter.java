package dev.weir.flow.route;

import dev.weir.base.wire.JsonOutput;

/// Writes the form that [RouteReader] reads.
final class RouteWriter {
  private RouteWriter() {}

  static byte[] write(Route route) {
    JsonOutput json = new JsonOutput().object();
    members(route, json);
    return json.endObject().bytes();
  }

  private static void members(Route route, JsonOutput json) {
    switch (route) {
      case Route.To to -> {
        json.text("target", to.target().toString());
        to.proof().ifPresent(proof -> json.text("proof", proof));
      }
      case Route.Split split -> {
        json.array("split");
        for (Route.Arm arm : split.arms()) {
          json.object().text("arm", arm.name()).number("weight", arm.weight());
          members(arm.route(), json);
          json.endObject();
        }
        json.endArray();
        if (!split.by().isEmpty()) {
          json.text("by", split.by());
        }
      }
      case Route.Fallback fallback -> {
        json.array("fallback");
        fallback.order().forEach(each -> element(each, json));
        json.endArray();
        if (fallback.proofRequired()) {
          json.flag("proof_required", true);
        }
      }
      case Route.Pool pool -> {
        json.array("pool");
        pool.members().forEach(each -> element(each, json));
        json.endArray();
      }
      case Route.When when -> {
        json.array("when");
        for (Route.Case each : when.cases()) {
          json.object();
          ConditionForm.write(each.condition(), json);
          members(each.route(), json);
          json.endObject();
        }
        json.endArray().object("otherwise");
        members(when.otherwise(), json);
        json.endObject();
      }
    }
  }

  private static void element(Route route, JsonOutput json) {
    json.object();
    members(route, json);
    json.endObject();
  }
}
