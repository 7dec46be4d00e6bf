package dev.weir.view.call;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.page.Answered;
import dev.weir.view.page.Entered;
import dev.weir.view.page.Visit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// From what a call names to the pages of it, as far as there are such and its reader may open
/// them.
///
/// @param rules paths of their pages, by id
record Ways(Visit visit, Map<String, String> rules) {
  Ways {
    rules = Map.copyOf(rules);
  }

  static Ways of(Visit visit) {
    Map<String, String> rules = new HashMap<>();
    for (String kind : new String[] {"budgets", "limits"}) {
      if (visit.ask().get("/api/v1/" + kind) instanceof Answered.Told(JsonNode told)) {
        told.required("rules")
            .forEach(rule -> {
              String id = rule.required("id").asText();
              rules.put(id, visit.to("/" + kind + "/" + Entered.encoded(id)));
            });
      }
    }
    return new Ways(visit, rules);
  }

  Optional<String> rule(String id) {
    return Optional.ofNullable(rules.get(id));
  }

  /// Every price that a model ever had, with the price book that had it first.
  Optional<String> prices(String model) {
    return visit.ask().may("GET", "/api/v1/price-book/history") && !model.isEmpty()
        ? Optional.of(Entered.NOTHING.with("model", model).after(visit.to("/prices/model")))
        : Optional.empty();
  }

  Optional<String> module(String id) {
    return visit.ask().may("GET", "/api/v1/modules")
        ? Optional.of(visit.to("/modules/" + Entered.encoded(id)))
        : Optional.empty();
  }
}
