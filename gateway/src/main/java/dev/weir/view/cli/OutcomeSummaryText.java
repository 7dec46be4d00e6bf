package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;

/// A use case's month for people: its sums beside the listing, its KPIs as rows, then what came
/// after its end.
final class OutcomeSummaryText {
  private static final List<Column> KPIS =
      List.of(
          Column.text("KPI", "name"),
          Column.text("kind", "kind"),
          Column.number("values", "values"),
          Column.text("figure", "figure"),
          Column.number("value", "value"),
          Column.number("from", "low"),
          Column.number("to", "high"),
          Column.text("goal", "goal"),
          Column.text("standing", "standing"));
  private static final List<Column> RESTATED =
      List.of(
          Column.number("row", "row"),
          Column.text("outcome", "outcome_id"),
          Column.text("restated by", "kind"),
          Column.number("quantity", "quantity"),
          Column.usd("stated USD", "stated_usd"),
          Column.time("at", "at"),
          Column.text("by", "who"),
          Column.text("why", "why"));

  private OutcomeSummaryText() {}

  static int show(Session session, FormatOption format, JsonNode summary) {
    if (format.format() == FormatOption.Format.JSON) {
      return session.show(summary);
    }
    PrintWriter beside = session.terminal().err();
    beside.printf(
        "%s in %s, %s: %s%n",
        summary.path("use_case").asText(),
        summary.path("month").asText(),
        summary.path("unit").asText(),
        sum(summary.path("now")));
    beside.printf(
        "of its value %s USD count: %s%n",
        Column.usd("", "counted.usd").cell().apply(summary), summary.at("/counted/why").asText());
    if (summary.hasNonNull("at_months_end")) {
      beside.printf("as it was known at its end: %s%n", sum(summary.path("at_months_end")));
    }
    if (summary.hasNonNull("target_per_month")) {
      beside.printf(
          "of %s a month aimed at, %s is reached%n",
          summary.path("target_per_month").asText(),
          Column.percent("", "target_reached").cell().apply(summary));
    }
    beside.flush();
    session.list(format, rows(summary.path("kpis")), "rows", KPIS);
    if (!summary.path("restatements").isEmpty()) {
      session.list(format, summary, "restatements", RESTATED);
    }
    return Exit.OK;
  }

  private static String sum(JsonNode sum) {
    return "%s outcomes, %s successes, %s units, %s USD stated, %s USD claimable%s"
        .formatted(
            sum.path("outcomes").asText(),
            sum.path("successes").asText(),
            sum.path("quantity").asText(),
            Column.usd("", "stated_usd").cell().apply(sum),
            Column.usd("", "claimable_usd").cell().apply(sum),
            sum.path("unvalued").asLong() == 0
                ? ""
                : ", %s without a value".formatted(sum.path("unvalued").asText()));
  }

  /// One row for each figure of a KPI.
  private static ObjectNode rows(JsonNode kpis) {
    ObjectNode rows = Json.object();
    rows.putArray("rows");
    kpis.forEach(kpi ->
        kpi.path("figures")
            .properties()
            .forEach(figure -> {
              ObjectNode row = rows.withArray("rows").addObject();
              row.setAll((ObjectNode) figure.getValue());
              row.put("name", kpi.path("name").asText());
              row.put("kind", kpi.path("kind").asText());
              row.put("values", kpi.path("values").asLong());
              row.put("figure", figure.getKey());
              row.put("goal", kpi.path("goal").asText());
              row.put("standing", kpi.path("standing").asText());
            }));
    return rows;
  }
}
