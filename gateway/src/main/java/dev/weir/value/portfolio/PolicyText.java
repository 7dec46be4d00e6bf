package dev.weir.value.portfolio;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.base.money.Money;
import dev.weir.flow.books.Facts;
import dev.weir.flow.books.Fields;
import dev.weir.flow.books.Kind;
import dev.weir.value.ranking.Score;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A policy as JSON; a field that is left out is as [Policy#USUAL] has it.
public final class PolicyText {
  private static final String SCOPE_APPROVAL = "scope_approval";

  private PolicyText() {}

  public static Policy read(ObjectNode body) {
    Policy usual = Policy.USUAL;
    Fields fields = new Fields("portfolio policy", body);
    Fields audiences = fields.object("audiences");
    Policy policy =
        new Policy(
            fields.has("weights") ? weights(fields.object("weights")) : usual.weights(),
            money(fields, "significant_usd_per_month", usual.significantUsdPerMonth()),
            money(fields, "hypothesis_usd_per_month", usual.hypothesisUsdPerMonth()),
            fields.optionalDecimal("strategic_share_max").orElse(usual.strategicShareMax()),
            fields.choice(SCOPE_APPROVAL, Policy.ScopeApproval.class, usual.scopeApproval()),
            fields.choice("unregistered", Policy.Unregistered.class, usual.unregistered()),
            audiences(audiences));
    audiences.end();
    fields.end();
    return policy;
  }

  /// The one in force.
  public static Policy inForce(Facts facts) {
    return facts
        .current(Kind.PORTFOLIO, Policy.ID)
        .filter(version -> !version.retired())
        .map(version -> read(version.body()))
        .orElse(Policy.USUAL);
  }

  private static Money money(Fields fields, String name, Money usual) {
    return fields.optionalDecimal(name).map(Money::usd).orElse(usual);
  }

  private static List<BigDecimal> weights(Fields fields) {
    List<BigDecimal> weights = Score.NAMES.stream().map(fields::decimal).toList();
    fields.end();
    return weights;
  }

  private static Map<Audience, Safeguards> audiences(Fields fields) {
    Map<Audience, Safeguards> audiences = new EnumMap<>(Audience.class);
    for (Audience audience : Audience.values()) {
      Safeguards usual = Policy.USUAL.audiences().getOrDefault(audience, Safeguards.STRICTEST);
      audiences.put(audience, UseCaseText.own(fields.object(audience.code())).over(usual));
    }
    return audiences;
  }

  public static ObjectNode write(Policy policy) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode weights = body.putObject("weights");
    for (int i = 0; i < Score.NAMES.size(); i++) {
      weights.put(Score.NAMES.get(i), plain(policy.weights().get(i)));
    }
    body.put("significant_usd_per_month", policy.significantUsdPerMonth().toString())
        .put("hypothesis_usd_per_month", policy.hypothesisUsdPerMonth().toString())
        .put("strategic_share_max", plain(policy.strategicShareMax()))
        .put(SCOPE_APPROVAL, policy.scopeApproval().name().toLowerCase(Locale.ROOT))
        .put("unregistered", policy.unregistered().name().toLowerCase(Locale.ROOT));
    ObjectNode audiences = body.putObject("audiences");
    for (Audience audience : Audience.values()) {
      Optional.ofNullable(policy.audiences().get(audience))
          .ifPresent(safeguards -> write(safeguards, audiences.putObject(audience.code())));
    }
    return body;
  }

  private static void write(Safeguards safeguards, ObjectNode body) {
    body.put("risk_tier", safeguards.riskTier().code())
        .put("human_review_share", plain(safeguards.humanReviewShare()))
        .put("gate_outcomes_min", safeguards.gateOutcomesMin())
        .put("gate_margin", plain(safeguards.gateMargin()));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
