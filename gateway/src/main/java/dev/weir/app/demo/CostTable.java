package dev.weir.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The report by use case, as narrow as a terminal: `weir report` has every column.
record CostTable(List<Line> lines, Line total) {
  private static final int DECIMALS = 4;
  private static final String RULE = "─".repeat(88);

  /// @param refused calls that were not carried out
  /// @param safety what guardrails and judges cost, part of `cost`
  private record Line(
      String name, long calls, long refused, long input, long output, String cost, String safety) {

    static Line of(String name, JsonNode figures) {
      return new Line(
          name,
          figures.path("calls").asLong(),
          figures.path("refusals").asLong(),
          figures.path("input_tokens").asLong(),
          figures.path("output_tokens").asLong(),
          usd(figures.path("cost_usd")),
          usd(figures.path("safety_cost_usd")));
    }

    private static String usd(JsonNode amount) {
      BigDecimal exact = new BigDecimal(amount.asText("0"));
      return "$" + exact.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "%-20s %8s %8s %12s %11s %11s %12s",
          name,
          number(calls),
          refused == 0 ? "–" : number(refused),
          number(input),
          number(output),
          cost,
          safety);
    }

    private static String number(long value) {
      return String.format(Locale.ROOT, "%,d", value);
    }
  }

  static CostTable of(JsonNode report) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode row : report.path("rows")) {
      lines.add(Line.of(row.path("group").path("use_case").asText(), row));
    }
    return new CostTable(lines, Line.of("total", report.path("total")));
  }

  void print(PrintWriter out) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-20s %8s %8s %12s %11s %11s %12s",
            "use case",
            "calls",
            "refused",
            "input tok.",
            "output tok.",
            "cost",
            "of it safety"));
    out.println(RULE);
    lines.forEach(line -> out.println(line.text()));
    out.println(RULE);
    out.println(total.text());
  }
}
