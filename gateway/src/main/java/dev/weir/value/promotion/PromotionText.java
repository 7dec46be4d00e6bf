package dev.weir.value.promotion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.value.gate.Allowed;
import dev.weir.value.gate.Destination;
import dev.weir.value.promotion.Promotion.Against;
import dev.weir.value.promotion.Promotion.Before;
import dev.weir.value.promotion.Promotion.Carried;
import dev.weir.value.promotion.Promotion.Undone;
import dev.weir.value.ramp.Ramp.Step;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A promotion as it is kept. Only Weir writes it: what it cannot read is a defect.
public final class PromotionText {
  private PromotionText() {}

  /// All of it, read by [#read].
  public static ObjectNode write(Promotion promotion) {
    ObjectNode body = object();
    body.put("use_case", promotion.useCase())
        .put("to", promotion.to().code())
        .put("proposed_by", promotion.proposedBy())
        .put("at", promotion.at().toString())
        .put("expires", promotion.expires().toString())
        .put("sha256", promotion.pack().sha256());
    body.set("allowed", allowed(promotion.allowed()));
    promotion
        .listed()
        .ifPresent(users -> {
          body.putArray("users");
          users.forEach(user -> body.withArray("users").add(user));
        });
    promotion.exception().ifPresent(reason -> body.put("exception", reason));
    body.putObject("against")
        .put("use_case", promotion.against().useCase())
        .put("gate", promotion.against().gate())
        .put("rollout", promotion.against().rollout())
        .put("budget", promotion.against().budget());
    body.set("pack", promotion.pack().content());
    for (Signature each : promotion.signatures()) {
      body.withArray("signatures")
          .addObject()
          .put("operator", each.operator())
          .put("name", each.name())
          .put("as", each.as().code())
          .put("at", each.at().toString())
          .put("sha256", each.sha256());
    }
    promotion.carried().ifPresent(done -> body.set("carried", carried(done)));
    promotion
        .undone()
        .ifPresent(undone ->
            body.putObject("undone")
                .put("at", undone.at().toString())
                .put("who", undone.who())
                .put("why", undone.why()));
    return body;
  }

  public static ObjectNode allowed(Allowed allowed) {
    ObjectNode body = object().put(Allowed.SHARE, allowed.share().toPlainString());
    allowed.users().ifPresent(most -> body.put(Allowed.USERS, most));
    return body.put(Allowed.BUDGET, allowed.budgetUsdPerMonth().toPlainString());
  }

  private static ObjectNode carried(Carried done) {
    ObjectNode body = object().put("at", done.at().toString());
    done.litAt().ifPresent(lit -> body.put("lit_at", lit.toString()));
    ObjectNode before = body.putObject("before");
    before.set("use_case", done.before().useCase());
    done.before().rollout().ifPresent(rollout -> before.set("rollout", rollout));
    before.put("budget_id", done.before().budgetId());
    done.before().budget().ifPresent(budget -> before.set("budget", budget));
    for (Step step : done.steps()) {
      body.withArray("steps")
          .addObject()
          .put(Allowed.SHARE, step.share().toPlainString())
          .put(Allowed.BUDGET, step.budgetUsdPerMonth().toPlainString());
    }
    return body.put("step", done.step()).put("step_at", done.stepAt().toString());
  }

  public static Promotion read(String id, ObjectNode body) {
    JsonNode against = body.path("against");
    return new Promotion(
        id,
        body.path("use_case").asText(),
        Destination.parse(body.path("to").asText()),
        allowed(body.path("allowed")),
        body.has("users")
            ? Optional.of(body.path("users").valueStream().map(JsonNode::asText).toList())
            : Optional.empty(),
        text(body, "exception"),
        owners(body.path("pack").path("owners")),
        body.path("proposed_by").asText(),
        instant(body, "at"),
        instant(body, "expires"),
        new Against(
            against.path("use_case").asInt(),
            against.path("gate").asInt(),
            against.path("rollout").asInt(),
            against.path("budget").asInt()),
        EvidencePack.kept(body.path("pack"), body.path("sha256").asText()),
        body.path("signatures").valueStream().map(PromotionText::signature).toList(),
        body.has("carried") ? Optional.of(carried(body.path("carried"))) : Optional.empty(),
        body.has("undone") ? Optional.of(undone(body.path("undone"))) : Optional.empty());
  }

  public static ObjectNode owners(Owners owners) {
    return object().put("business", owners.business()).put("technical", owners.technical());
  }

  private static Owners owners(JsonNode body) {
    return new Owners(body.path("business").asText(), body.path("technical").asText());
  }

  private static Signature signature(JsonNode each) {
    return new Signature(
        each.path("operator").asText(),
        each.path("name").asText(),
        Signature.As.valueOf(each.path("as").asText().toUpperCase(Locale.ROOT)),
        instant(each, "at"),
        each.path("sha256").asText());
  }

  private static Carried carried(JsonNode done) {
    JsonNode before = done.path("before");
    List<Step> steps =
        done.path("steps")
            .valueStream()
            .map(each -> new Step(decimal(each, Allowed.SHARE), decimal(each, Allowed.BUDGET)))
            .toList();
    return new Carried(
        instant(done, "at"),
        text(done, "lit_at").map(Instant::parse),
        new Before(
            (ObjectNode) before.path("use_case"),
            tree(before, "rollout"),
            before.path("budget_id").asText(),
            tree(before, "budget")),
        steps,
        done.path("step").asInt(),
        instant(done, "step_at"));
  }

  private static Undone undone(JsonNode undone) {
    return new Undone(
        instant(undone, "at"), undone.path("who").asText(), undone.path("why").asText());
  }

  private static Allowed allowed(JsonNode body) {
    return new Allowed(
        decimal(body, Allowed.SHARE),
        body.has(Allowed.USERS) ? Optional.of(body.path(Allowed.USERS).asLong()) : Optional.empty(),
        decimal(body, Allowed.BUDGET));
  }

  private static BigDecimal decimal(JsonNode body, String field) {
    return new BigDecimal(body.path(field).asText());
  }

  private static Optional<ObjectNode> tree(JsonNode body, String field) {
    return body.get(field) instanceof ObjectNode there ? Optional.of(there) : Optional.empty();
  }

  private static Optional<String> text(JsonNode body, String field) {
    return body.hasNonNull(field) ? Optional.of(body.path(field).asText()) : Optional.empty();
  }

  private static Instant instant(JsonNode body, String field) {
    return Instant.parse(body.path(field).asText());
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
