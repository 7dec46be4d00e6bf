package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import dev.weir.flow.books.Version;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Moves of money from one budget to another, both or neither.
final class BudgetMoveRoutes {
  private static final String LIMIT = "limit_usd";
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,12}([.][0-9]{1,12})?");
  private static final String WINDOW = "window";

  private final RunningGateway gateway;
  private final Changes changes;

  BudgetMoveRoutes(RunningGateway gateway, Changes changes) {
    this.gateway = gateway;
    this.changes = changes;
  }

  /// @param from the budget whose limit gets lower, `to` the one whose limit gets higher
  /// @param usd of each window
  record BudgetMoveText(String from, String to, BigDecimal usd) {}

  /// @param dryRun whether nothing was changed
  record BudgetMove(boolean dryRun, MovedLimit from, MovedLimit to) {}

  record MovedLimit(String budget, String window, BigDecimal beforeUsd, BigDecimal afterUsd) {}

  /// A budget in force that counts dollars.
  private record Found(Version version, BigDecimal limit) {
    String window() {
      return version.body().path(WINDOW).asText();
    }

    MovedLimit moved(BigDecimal usd) {
      return new MovedLimit(version.id(), window(), limit, limit.add(usd));
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.change(
                "POST",
                "moveBudget",
                "/api/v1/budget-moves",
                "Takes from the limit of one budget what it gives to another's, both or neither.")
            .asks(Parameter.text("dry_run", "true: nothing is moved, what would be is answered."))
            .takes(BudgetMoveText.class)
            .answers(BudgetMove.class)
            .does(this::move));
  }

  private Answer move(Inquiry inquiry) {
    inquiry.requireOnly(Set.of("from", "to", "usd"));
    Found from = found("from", inquiry.text("from"));
    Found to = found("to", inquiry.text("to"));
    BigDecimal usd = usd(inquiry.body().path("usd"));
    if (from.version.id().equals(to.version.id())) {
      throw new IllegalArgumentException(
          "field 'to' is another budget than 'from', was '%s'".formatted(to.version.id()));
    }
    if (!from.window().equals(to.window())) {
      throw new IllegalArgumentException(
          "field 'to' is a budget of the window '%s', as '%s' is, was of '%s'"
              .formatted(from.window(), from.version.id(), to.window()));
    }
    if (usd.compareTo(from.limit) > 0) {
      throw new IllegalArgumentException(
          "field 'usd' is at most the %s of budget '%s', was %s"
              .formatted(from.limit.toPlainString(), from.version.id(), usd.toPlainString()));
    }
    MovedLimit less = from.moved(usd.negate());
    MovedLimit more = to.moved(usd);
    if (inquiry.flag("dry_run")) {
      return Answer.of(new BudgetMove(true, less, more));
    }
    List<Change> both = List.of(change(from, less, inquiry), change(to, more, inquiry));
    return Changes.answer(gateway.books().publish(both), _ -> new BudgetMove(false, less, more));
  }

  private Found found(String field, String id) {
    Version version =
        changes
            .current(Kind.BUDGET, id)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "field '%s' names a budget in force, was '%s'".formatted(field, id)));
    return Optional.ofNullable(version.body().get(LIMIT))
        .map(limit -> new Found(version, new BigDecimal(limit.asText())))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "field '%s' names a budget with a limit in dollars, was '%s' of %s"
                    .formatted(field, id, version.body().path("limit").asText())));
  }

  private static BigDecimal usd(JsonNode value) {
    if (!AMOUNT.matcher(value.asText()).matches() || new BigDecimal(value.asText()).signum() == 0) {
      throw new IllegalArgumentException(
          "field 'usd' is an amount above 0 as 12.50, was %s"
              .formatted(value.isMissingNode() ? "missing" : value));
    }
    return new BigDecimal(value.asText());
  }

  private static Change change(Found found, MovedLimit moved, Inquiry inquiry) {
    ObjectNode body = found.version.body().deepCopy().put(LIMIT, moved.afterUsd().toPlainString());
    return Change.of(Kind.BUDGET, found.version.id(), body, inquiry.who(), inquiry.why())
        .expecting(found.version.version());
  }
}
