package dev.weir.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who holds the scripted company's reviews: decides what is recommended, and carries it out the
/// day after.
final class Board {
  /// What leads to another budget; everything else stays as it is.
  private static final Set<String> CHANGES = Set.of("scale", "optimise", "pull_back", "sunset");

  /// The budget that experiments are kept.
  static final String LAB = "lab";

  private static final BigDecimal FIRST_LIMIT = BigDecimal.valueOf(250);

  private final DrivenGatewayProcess gateway;
  private final ControlPlane control;
  private final Allowance allowance;
  private final Map<YearMonth, Instant> held = new HashMap<>();
  private final Map<String, BigDecimal> limits = new HashMap<>();
  private final List<Decided> decided = new ArrayList<>();
  private final List<Decided> open = new ArrayList<>();

  Board(DrivenGatewayProcess gateway, ControlPlane control) {
    this.gateway = gateway;
    this.control = control;
    this.allowance = new Allowance(control);
  }

  /// A decision of a review.
  record Decided(YearMonth month, String useCase, String decision) {}

  /// What a company of this size takes for evidence, what it keeps for experiments, and what a
  /// missing review takes.
  void found() {
    put(
        "budgets/" + LAB,
        """
        {"window": "year UTC", "limit_usd": "100", "where": [{"tag": "use_case", "in": ["%s"]}]}
        """
            .formatted(String.join("\",\"", Trial.useCases())));
    allowance.found();
    plan();
    put(
        "reviews/policy",
        """
        {"evidence": {"months": 3, "outcomes_min": 20},
         "moves": {"share_max": 0.2, "step": 0.002},
         "reserve": {"budget": "%s", "experiments_max": 3, "expires": "%d-12-31"},
         "taper": %s}
        """
            .formatted(LAB, ScriptedYear.YEAR, Allowance.terms()));
  }

  /// What cost centres are planned to cost, as it is known by now.
  void plan() {
    control.send("PUT", "envelopes?why=board", OwnEnvelopes.table(gateway.now())).expect(200);
  }

  Allowance allowance() {
    return allowance;
  }

  Instant heldAt(YearMonth month) {
    return Optional.ofNullable(held.get(month)).orElseThrow();
  }

  List<Decided> decided() {
    return List.copyOf(decided);
  }

  void review(YearMonth month) {
    JsonNode draft =
        Await.value(
                Stage.LEDGER_FOLLOWS_WITHIN,
                "the ledger has all of " + month,
                () -> control.send("GET", "reviews/%s/draft".formatted(month), ""),
                answer -> answer.header("x-weir-incomplete").isEmpty())
            .expect(200)
            .json();
    for (JsonNode advice : draft.path("recommendations")) {
      String recommended = advice.path("recommendation").asText();
      if (CHANGES.contains(recommended) || recommended.equals("continue")) {
        open.add(new Decided(month, advice.path("use_case").asText(), recommended));
      }
    }
    decided.addAll(open);
    control
        .send("POST", "reviews/%s?why=board".formatted(month), minutes(month).toString())
        .expect(200);
    held.put(month, gateway.now());
  }

  private ObjectNode minutes(YearMonth month) {
    ObjectNode minutes = Web.JSON.createObjectNode().put("narrative", "The review of " + month);
    ArrayNode decisions = minutes.putArray("decisions");
    for (Decided each : open) {
      ObjectNode one =
          decisions
              .addObject()
              .put("use_case", each.useCase())
              .put("decision", each.decision())
              .put("decides", "ada")
              .put("why", "as recommended")
              .put("owner", "bob")
              .put("due", month.plusMonths(2).atDay(1).toString());
      if (CHANGES.contains(each.decision())) {
        one.putObject("change")
            .put("kind", "budget")
            .put("id", each.useCase() + "-month")
            .put("on", month.plusMonths(1).atDay(15).toString());
      }
    }
    return minutes;
  }

  /// What the last review decided: more money, less, or a little less; then it is done.
  void carryOut() {
    for (Decided each : open) {
      if (CHANGES.contains(each.decision())) {
        BigDecimal limit = after(each);
        limits.put(each.useCase(), limit);
        put(
            "budgets/%s-month".formatted(each.useCase()),
            """
            {"window": "month UTC", "limit_usd": "%s",
             "where": [{"tag": "use_case", "in": ["%s"]}]}
            """
                .formatted(limit.toPlainString(), each.useCase()));
      }
      control
          .send(
              "POST",
              "reviews/%s/decisions/%s/closure".formatted(each.month(), each.useCase()),
              "{\"note\": \"done\"}")
          .expect(200);
    }
    open.clear();
  }

  private BigDecimal after(Decided decided) {
    BigDecimal before = limits.getOrDefault(decided.useCase(), FIRST_LIMIT);
    return switch (decided.decision()) {
      case "scale" -> before.add(BigDecimal.TEN);
      case "optimise" -> before.subtract(BigDecimal.ONE);
      case "pull_back", "sunset" -> before.subtract(BigDecimal.TEN);
      default -> throw new IllegalArgumentException("changes nothing: " + decided);
    };
  }

  private void put(String path, String body) {
    control.send("PUT", path + "?why=board", body).expect(200);
  }
}
