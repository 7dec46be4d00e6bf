package dev.weir.value.stage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.rule.Budget;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.Scope;
import dev.weir.flow.window.Window;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/// The budget that a gate sets: what all calls of its use case may cost in a month, in US dollars,
/// enforced at any time.
public final class GateBudget {
  private static final String USE_CASE = "use_case";
  private static final String LIMIT = "limit";
  private static final String LIMIT_USD = "limit_usd";

  private GateBudget() {}

  /// Why a budget that is there cannot be a gate's; nothing if it can.
  ///
  /// @param body as its fact has it
  public static Optional<String> misfit(String useCase, String id, ObjectNode body) {
    Budget budget = read(id, body);
    if (!budget.scope().equals(of(useCase))) {
      return no(useCase, id, "is of all its calls and of no others", json(body, "where", "per"));
    }
    boolean isOfMonths =
        budget.window() instanceof Window.Calendar calendar && calendar.unit() == Window.Unit.MONTH;
    if (!isOfMonths) {
      return no(useCase, id, "has a month as its 'window'", budget.window().text());
    }
    return budget.limit().isInDollars()
        ? Optional.empty()
        : no(useCase, id, "has its limit in US dollars", budget.limit().toString());
  }

  private static Scope of(String useCase) {
    return new Scope(List.of(Condition.in(USE_CASE, useCase)), Optional.empty());
  }

  private static Optional<String> no(String useCase, String id, String rule, String seen) {
    return Optional.of(
        "budget '%s', which a gate of use case '%s' sets, %s, was %s"
            .formatted(id, useCase, rule, seen));
  }

  private static String json(ObjectNode body, String... fields) {
    return body.deepCopy().retain(List.of(fields)).toString();
  }

  private static Budget read(String id, ObjectNode body) {
    return Budget.parse(body.deepCopy().put("id", id).toString());
  }

  /// The budget there is with what was signed, or one of its own.
  static ObjectNode signed(String useCase, Optional<ObjectNode> there, BigDecimal usd) {
    ObjectNode body = there.map(ObjectNode::deepCopy).orElseGet(() -> ofMonth(useCase));
    body.remove(List.of(LIMIT, "mode", "from", "until"));
    return body.put(LIMIT_USD, usd.toPlainString());
  }

  private static ObjectNode ofMonth(String useCase) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.putArray("where").addObject().put("tag", USE_CASE).putArray("in").add(useCase);
    return body.put("window", "month UTC");
  }

  /// The budget as it is, limited to no more than it was before.
  static ObjectNode takenBack(String id, ObjectNode now, ObjectNode before) {
    BigDecimal was = read(id, before).limit().decimal();
    Budget is = read(id, now);
    if (is.limit().isInDollars() && is.limit().decimal().compareTo(was) <= 0) {
      return now;
    }
    ObjectNode body = now.deepCopy();
    body.remove(LIMIT);
    return body.put(LIMIT_USD, was.stripTrailingZeros().toPlainString());
  }
}
