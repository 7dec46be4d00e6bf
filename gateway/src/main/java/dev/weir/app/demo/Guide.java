package dev.weir.app.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.cli.Terminal;
import dev.weir.view.replay.ControlPlane;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the demo says. Every figure is read over the API.
final class Guide {
  private static final String STOPPED = "marketing-copy";
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final PrintWriter out;
  private final Stage stage;
  private final ControlPlane api;

  Guide(Terminal terminal, Stage stage, ControlPlane api) {
    this.out = terminal.out();
    this.stage = stage;
    this.api = api;
  }

  void up(double seconds) {
    out.println(
        String.format(
            Locale.ROOT,
            """

            Weir is up, %.1f s after the start.
              applications           %s/v1
              control plane          %s/api/v1
              operator's key         %s
              provider's own book    %s
            """,
            seconds,
            stage.dataPlane(),
            stage.controlPlane(),
            stage.operatorKeyFile(),
            stage.simulator()));
    out.flush();
  }

  void table(long minutes) {
    out.println("What %d minutes of GenAI cost, by use case".formatted(minutes));
    out.println();
    CostTable.of(api.get("report?by=use_case")).print(out);
    out.println();
  }

  /// The use case that ran into its hard stop, told from its budget and the gateway's alerts.
  void stopped() {
    JsonNode budget = api.get("budgets/" + STOPPED);
    JsonNode definition = budget.path("definition");
    JsonNode standing = budget.path("standings").path(0);
    out.println(
        "%s had $%s for this month:".formatted(STOPPED, definition.path("limit_usd").asText()));
    JsonNode alerts = api.get("alerts").path("alerts");
    alert(alerts, "0.7")
        .ifPresent(at ->
            out.println(
                "   70 %%  %s  alert to %s".formatted(at, definition.path("owner").asText())));
    alert(alerts, "0.9")
        .ifPresent(
            at -> out.println("   90 %%  %s  second alert; answers get shorter".formatted(at)));
    out.println(
        "  110 %%  hard stop: $%s spent of at most $%s"
            .formatted(usd(standing.path("used")), usd(standing.path("stop"))));
    out.println("         refused: " + refusals());
    out.println();
  }

  /// When the stopped budget's alert at a share of it was reached, if it was.
  private Optional<String> alert(JsonNode alerts, String share) {
    for (JsonNode alert : alerts) {
      boolean same =
          new BigDecimal(alert.path("share").asText("0")).compareTo(new BigDecimal(share)) == 0;
      if (same && alert.path("rule").asText().equals(STOPPED)) {
        Instant reached = Instant.parse(alert.path("reached_at").asText());
        return Optional.of(TIME.withZone(ZoneId.systemDefault()).format(reached));
      }
    }
    return Optional.empty();
  }

  private String refusals() {
    StringBuilder kinds = new StringBuilder();
    JsonNode rows = api.get("report?by=refusal_kind&filter=use_case%3D" + STOPPED).path("rows");
    for (JsonNode row : rows) {
      long count = row.path("refusals").asLong();
      if (count > 0) {
        kinds.append(kinds.isEmpty() ? "" : ", ");
        String kind = row.path("group").path("refusal_kind").asText();
        kinds.append(count).append(" × ").append(kind);
        kinds.append(kind.equals("budget_busy") ? " (tried again when money is free)" : "");
      }
    }
    return kinds.isEmpty() ? "none" : kinds.toString();
  }

  private static String usd(JsonNode amount) {
    return new BigDecimal(amount.asText("0")).setScale(4, RoundingMode.HALF_UP).toPlainString();
  }

  /// How to go on.
  void next(Map<String, String> keys, boolean trickle) {
    String key = keys.getOrDefault("support-assistant", "");
    out.println(
        """
        Every figure opens into its calls. To try, in another terminal:

          export WEIR_SERVER=%s
          export WEIR_API_KEY=$(cat %s)

          ./weir calls list --where use_case=marketing-copy --limit 5
          ./weir report --by use_case,model,purpose
          ./weir budgets list

          curl -i %s/v1/chat/completions \\
            -H 'authorization: Bearer %s' \\
            -H 'content-type: application/json' \\
            -d '{"model":"gpt-4o-mini","messages":[{"role":"user","content":"Was it worth it?"}]}'
        """
            .formatted(stage.controlPlane(), stage.operatorKeyFile(), stage.dataPlane(), key));
    out.println(
        (trickle ? "A trickle of traffic goes on. " : "")
            + "Ctrl-C ends everything and leaves nothing behind.");
    out.flush();
  }
}
