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
      ObjectNode kpis = one.putObject("kpis").put("settled", each.success());
      each.hours().ifPresent(saved -> kpis.put("hours", saved));
      each.helper()
          .ifPresent(helper -> {
            ObjectNode shares = one.putObject("shares");
            List.of(each.venture(), helper).forEach(of -> shares.put(of.id(), each.share(of)));
          });
      each.session().ifPresent(drawn -> one.putObject("links").put("session_id", drawn.session()));
    }
    return body.toString();
  }

  static String csv(List<OwnBooks.Told> told) {
    return told.stream()
        .map(each ->
            "%s,%s,%s,%s,%s,%s,%s,%s,%s\n"
                .formatted(
                    each.venture().id(),
                    each.id(),
                    each.occurred(),
                    each.success(),
                    each.quality().map(BigDecimal::toPlainString).orElse(""),
                    each.session().map(OwnBooks.Drawn::session).orElse(""),
                    each.hours().map(BigDecimal::toPlainString).orElse(""),
                    share(each, each.venture()),
                    each.helper().map(helper -> share(each, helper)).orElse("")))
        .collect(
            Collectors.joining(
                "",
                "use_case,outcome_id,occurred_at,kpi:settled,quality,session_id,kpi:hours,"
                    + "share:translation,share:search\n",
                ""));
  }

  /// Of a shared one.
  private static String share(OwnBooks.Told told, Venture of) {
    return told.helper().isPresent() ? told.share(of).toPlainString() : "";
  }
}
