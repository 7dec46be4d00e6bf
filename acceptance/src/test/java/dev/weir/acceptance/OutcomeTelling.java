package dev.weir.acceptance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/// Outcomes as they are written when they are told.
final class OutcomeTelling {
  private OutcomeTelling() {}

  static String json(List<OwnBooks.Told> told) {
    ObjectNode body = Web.JSON.createObjectNode();
    ArrayNode all = body.putArray("outcomes");
    for (OwnBooks.Told each : told) {
      ObjectNode one =
          all.addObject()
              .put("use_case", each.venture().id())
              .put("outcome_id", each.id())
              .put("occurred_at", each.occurred().toString());
      each.quality().ifPresent(seen -> one.put("quality", seen));
      one.putObject("kpis").put("settled", each.success());
      each.session().ifPresent(drawn -> one.putObject("links").put("session_id", drawn.session()));
    }
    return body.toString();
  }

  static String csv(List<OwnBooks.Told> told) {
    return told.stream()
        .map(each ->
            "%s,%s,%s,%s,%s,%s\n"
                .formatted(
                    each.venture().id(),
                    each.id(),
                    each.occurred(),
                    each.success(),
                    each.quality().map(BigDecimal::toPlainString).orElse(""),
                    each.session().map(OwnBooks.Drawn::session).orElse("")))
        .collect(
            Collectors.joining(
                "", "use_case,outcome_id,occurred_at,kpi:settled,quality,session_id\n", ""));
  }
}
