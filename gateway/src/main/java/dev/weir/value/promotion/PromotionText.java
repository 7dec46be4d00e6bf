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

  /// All of it, read by [#read]. What was proposed stands in the pack alone: what is carried out is
  /// what was hashed.
  public static ObjectNode write(Promotion promotion) {
    ObjectNode body = object().put("sha256", promotion.pack().sha256());
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
    promotion.undone().ifPresent(undone -> body.set("undone", undone(undone)));
    return body;
  }

  /// What a pack says of a proposal.
  ///
  /// @param owners who alone can sign
  /// @param expires the first instant at which it can be signed no more
  public static ObjectNode proposed(
      Proposal proposal, Owners owners, Against against, Instant at, Instant expires) {
    ObjectNode pack = object();
    pack.put("use_case", proposal.useCase())
        .put("to", proposal.to().code())
        .put("proposed_by", proposal.who())
        .put("at", at.toString())
        .put("expires", expires.toString());
    pack.putObject("owners")
        .put("business", owners.business())
        .put("technical", owners.technical());
    pack.set("asked_for", allowed(proposal.allowed()));
    proposal
        .listed()
        .ifPresent(users -> {
          pack.putArray("users");
          users.forEach(user -> pack.withArray("users").add(user));
        });
    proposal.exception().ifPresent(reason -> pack.put("exception", reason));
    pack.putObject("versions")
        .put("use_case", against.useCase())
        .put("gate", against.gate())
        .put("rollout", against.rollout())
        .put("budget", against.budget());
    return pack;
  }

  private static ObjectNode allowed(Allowed allowed) {
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
    JsonNode pack = body.path("pack");
    return new Promotion(
        id,
        pack.path("use_case").asText(),
        Destination.parse(pack.path("to").asText()),
        allowed(pack.path("asked_for")),
        pack.has("users")
            ? Optional.of(pack.path("users").valueStream().map(JsonNode::asText).toList())
            : Optional.empty(),
        text(pack, "exception"),
        owners(pack.path("owners")),
        pack.path("proposed_by").asText(),
        instant(pack, "at"),
        instant(pack, "expires"),
        against(pack.path("versions")),
        EvidencePack.kept(pack, body.path("sha256").asText()),
        body.path("signatures").valueStream().map(PromotionText::signature).toList(),
        body.has("carried") ? Optional.of(carried(body.path("carried"))) : Optional.empty(),
        body.has("undone") ? Optional.of(undone(body.path("undone"))) : Optional.empty());
  }

  private static Owners owners(JsonNode body) {
    return new Owners(body.path("business").asText(), body.path("technical").asText());
  }

  private static Against against(JsonNode versions) {
    return new Against(
        versions.path("use_case").asInt(),
        versions.path("gate").asInt(),
        versions.path("rollout").asInt(),
        versions.path("budget").asInt());
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

  private static ObjectNode undone(Undone undone) {
    ObjectNode body =
        object()
            .put("at", undone.at().toString())
            .put("who", undone.who())
            .put("why", undone.why());
    undone
        .memo()
        .ifPresent(memo -> {
          body.put("memo_sha256", memo.sha256());
          body.set("memo", memo.content());
        });
    return body;
  }

  private static Undone undone(JsonNode undone) {
    return new Undone(
        instant(undone, "at"),
        undone.path("who").asText(),
        undone.path("why").asText(),
        tree(undone, "memo")
            .map(memo -> EvidencePack.kept(memo, undone.path("memo_sha256").asText())));
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
