package dev.weir.exchange.source;

import dev.weir.exchange.bill.BillLine;
import dev.weir.exchange.bill.BillLine.Payer;
import dev.weir.exchange.bill.BillLine.Span;
import dev.weir.exchange.bill.BillLine.What;
import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Reading;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Anthropic's `GET /v1/organizations/usage_report/messages`. Its quantities are parts of the
/// input, none in another; it counts no requests.
final class AnthropicUsage {
  private static final Set<String> KNOWN =
      Set.of(
          "uncached_input_tokens",
          "cache_creation",
          "cache_read_input_tokens",
          "output_tokens",
          "server_tool_use",
          "account_id",
          "api_key_id",
          "context_window",
          "inference_geo",
          "model",
          "service_account_id",
          "service_tier",
          "speed",
          "workspace_id");

  private AnthropicUsage() {}

  static Reading read(JsonPages pages) {
    return new Results(pages, KNOWN)
        .read(Form.ANTHROPIC_USAGE, "starting_at", "ending_at", AnthropicUsage::lines);
  }

  private static List<BillLine> lines(Members result, Span span, int row) {
    Payer payer =
        new Payer("anthropic", "", result.text("workspace_id"), result.text("api_key_id"));
    What what = new What("", result.text("model"), "", result.text("service_tier"));
    return Results.usage(payer, what, span, quantities(result), row);
  }

  private static Map<String, BigDecimal> quantities(Members result) {
    Members writes = result.object("cache_creation");
    Map<String, BigDecimal> quantities = new LinkedHashMap<>();
    quantities.put("input", result.quantity("uncached_input_tokens"));
    quantities.put("cache_read", result.quantity("cache_read_input_tokens"));
    quantities.put("cache_write_5m", writes.quantity("ephemeral_5m_input_tokens"));
    quantities.put("cache_write_1h", writes.quantity("ephemeral_1h_input_tokens"));
    quantities.put("output", result.quantity("output_tokens"));
    quantities.put("web_search", result.object("server_tool_use").quantity("web_search_requests"));
    return quantities;
  }
}
