package dev.weir.app;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.books.Books;
import dev.weir.flow.books.Books.Published;
import dev.weir.flow.books.Change;
import dev.weir.flow.books.Kind;
import java.util.List;

/// Gives every quarantined use case a small budget, so that calls without their tags cost little
/// from the first day. One that an operator has changed or deleted is left as it is.
final class QuarantineBudget {
  private static final String ID = "quarantine";
  private static final String LIMIT_USD = "50";

  private QuarantineBudget() {}

  static void make(Books books) {
    if (!books.facts().history(Kind.BUDGET, ID).isEmpty()) {
      return;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("window", "month UTC").put("limit_usd", LIMIT_USD).put("per", "use_case");
    body.putArray("where").addObject().put("tag", "quarantined").putArray("in").add("yes");
    Published published =
        books.publish(List.of(Change.of(Kind.BUDGET, ID, body, "weir", "made at the first start")));
    if (!(published instanceof Published.Done)) {
      throw new IllegalStateException("the budget of quarantine cannot be made: " + published);
    }
  }
}
