package dev.weir.view.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.correction.Retagging.Order;
import dev.weir.flow.correction.Retagging.Outcome;
import dev.weir.flow.projection.Retaggings;
import dev.weir.flow.projection.Retaggings.Move;
import dev.weir.flow.rule.Condition;
import dev.weir.flow.rule.ConditionText;
import dev.weir.view.api.Demand.Parameter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Past spend put under other tags.
final class RetaggingRoutes {
  private static final Duration REACH_MAX = Duration.ofDays(3_660);

  private final RunningGateway gateway;

  RetaggingRoutes(RunningGateway gateway) {
    this.gateway = gateway;
  }

  /// @param from used from here on: an instant, or a date of UTC
  /// @param to used before; now if not said
  /// @param where all of these hold of the tags it has by now, as in a budget
  /// @param set tags by name; an empty value takes a tag away
  /// @param run names it
  record RetaggingOrder(
      String from,
      Optional<String> to,
      List<RuleRoutes.ConditionText> where,
      Map<String, String> set,
      Optional<String> run,
      String why) {}

  /// @param written whether it is booked: not of a dry run, nor where nothing changes
  /// @param set with the tags that follow from those that were asked for
  /// @param changed attempts and usage records that get other tags
  /// @param costUsd of these
  /// @param moves which values they had, at most 1,000 of each tag
  record RetaggingResult(
      String run,
      Instant from,
      Instant to,
      Map<String, String> set,
      boolean written,
      long changed,
      BigDecimal costUsd,
      List<MovedTag> moves) {
    static RetaggingResult of(String run, Outcome.Done done) {
      return new RetaggingResult(
          run,
          done.retag().from(),
          done.retag().until(),
          done.retag().set(),
          done.written(),
          done.preview().changed(),
          done.preview().cost().toUsd(),
          done.preview().moves().stream().map(MovedTag::of).toList());
    }
  }

  /// @param was empty where there was none
  /// @param now empty where there is none from here on
  record MovedTag(String tag, String was, String now, long attempts, BigDecimal costUsd) {
    static MovedTag of(Move move) {
      return new MovedTag(move.tag(), move.was(), move.now(), move.attempts(), move.cost().toUsd());
    }
  }

  record RetaggingList(List<RetaggingLine> retaggings) {}

  /// What one order has changed, a part of its time at once or all of it.
  ///
  /// @param at of its last entry
  /// @param where `team=red|blue`, `project`: any value, or `customer=`: none
  /// @param set `cost_centre=cc9`; `pilot=`: taken away
  /// @param entries of the journal
  /// @param changed attempts and usage records that got other tags
  record RetaggingLine(
      String run,
      Instant at,
      Instant from,
      Instant to,
      List<String> where,
      List<String> set,
      long entries,
      long changed,
      BigDecimal costUsd,
      String who,
      String why) {
    static RetaggingLine of(Retaggings.Done done) {
      return new RetaggingLine(
          done.run(),
          done.at(),
          done.from(),
          done.until(),
          done.where(),
          done.set(),
          done.entries(),
          done.changed(),
          done.cost().toUsd(),
          done.who(),
          done.why());
    }
  }

  List<Endpoint> all() {
    return List.of(
        Endpoint.change("POST", "retag", "/api/v1/retaggings", "Puts past spend under other tags.")
            .asks(Parameter.text("dry_run", "true: nothing is booked, what would be is answered."))
            .takes(RetaggingOrder.class)
            .answers(RetaggingResult.class)
            .does(this::retag),
        Endpoint.get("listRetaggings", "/api/v1/retaggings", "What got other tags, latest first.")
            .answers(RetaggingList.class)
            .does(
                FromLedger.of(gateway)
                    .does(_ ->
                        Answer.of(
                            new RetaggingList(
                                gateway.retagging().done().stream()
                                    .map(RetaggingLine::of)
                                    .toList())))));
  }

  private Answer retag(Inquiry inquiry) throws InterruptedException {
    inquiry.requireOnly(Set.of("from", "to", "where", "set", "run", "why"));
    Order order = order(inquiry);
    Outcome outcome =
        inquiry.flag("dry_run")
            ? gateway.retagging().preview(order)
            : gateway.retagging().run(order);
    return switch (outcome) {
      case Outcome.Done done -> Answer.of(RetaggingResult.of(order.run(), done));
      case Outcome.Refused(String why) -> new Answer.Fault(409, "retagging_refused", why);
      case Outcome.Behind behind ->
          Answer.unavailable("the ledger database is behind: " + behind.lag());
    };
  }

  private static Order order(Inquiry inquiry) {
    Instant from = inquiry.moment("from");
    Instant to = inquiry.optionalText("to").isPresent() ? inquiry.moment("to") : inquiry.now();
    if (!from.isBefore(to) || Duration.between(from, to).compareTo(REACH_MAX) > 0) {
      throw new IllegalArgumentException(
          "field 'to' is after 'from' and at most %,d days, was %s to %s"
              .formatted(REACH_MAX.toDays(), from, to));
    }
    return new Order(
        inquiry.run("retagging"),
        from,
        to,
        where(inquiry),
        set(inquiry),
        inquiry.who(),
        inquiry.text("why"));
  }

  private static List<Condition> where(Inquiry inquiry) {
    JsonNode where = inquiry.body().path("where");
    if (!where.isArray()) {
      throw new IllegalArgumentException(
          "field 'where' is a list of conditions, was %s"
              .formatted(where.isMissingNode() ? "missing" : where.toString()));
    }
    List<Condition> conditions = new ArrayList<>();
    where.forEach(condition -> conditions.add(ConditionText.read(condition)));
    return conditions;
  }

  private static SortedMap<String, String> set(Inquiry inquiry) {
    ObjectNode tags =
        inquiry
            .optionalObject("set")
            .orElseThrow(() -> new IllegalArgumentException("field 'set' is missing"));
    SortedMap<String, String> set = new TreeMap<>();
    tags.properties()
        .forEach(tag -> {
          if (!tag.getValue().isTextual()) {
            throw new IllegalArgumentException(
                "field 'set': '%s' is a text, was %s".formatted(tag.getKey(), tag.getValue()));
          }
          set.put(tag.getKey(), tag.getValue().textValue());
        });
    return set;
  }
}
