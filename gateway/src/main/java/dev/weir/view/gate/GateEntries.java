package dev.weir.view.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import java.util.ArrayList;
import java.util.List;

/// What is entered of a gate: what is demanded, what closes it, how far it goes until it is proven.
final class GateEntries {
  private static final String[] METRICS = {
    "success_share",
    "outcomes",
    "quality",
    "reviewed_share",
    "cost_per_outcome_usd",
    "loaded_cost_per_outcome_usd",
    "value_per_outcome_usd",
    "cost_usd",
    "calls",
    "calls_per_user",
    "users",
    "eligible_users",
    "weekly_active_share",
    "activation_share",
    "retention_share",
    "error_share",
    "attributed_share",
    "scope_growth",
    "baseline_fresh",
    "experiment_won",
    "spend_to_projection",
    "users_to_projection",
    "queries_per_user_to_projection",
    "tokens_per_query_to_projection",
    "price_per_token_to_projection"
  };

  private GateEntries() {}

  static Document of(JsonNode known) {
    List<Entry> all = new ArrayList<>();
    all.add(Entry.number("window_days", "Days that its figures are of"));
    all.add(Entry.number("proposal_days", "Days that a proposal stands"));
    all.add(Entry.text("budget", "Budget that it sets").hinted("its id; the use case's if empty"));
    all.addAll(
        Document.lines("criteria", known.path("criteria"), "Criterion", GateEntries::criterion));
    all.addAll(Document.lines("kill", known.path("kill"), "Kill criterion", GateEntries::killing));
    all.addAll(Document.lines("guards", known.path("guards"), "Guard", GateEntries::criterion));
    all.addAll(limits());
    all.addAll(projection());
    return new Document(all);
  }

  private static List<Entry> criterion(String line) {
    return List.of(
        Entry.choice(line + "metric", "Metric", METRICS),
        Entry.choice(line + "comparison", "Is", "at_least", "above", "at_most", "below"),
        Entry.text(line + "threshold", "Threshold").hinted("a share as 0.8, dollars, a count"),
        Entry.text(line + "confidence", "With confidence")
            .hinted("by its bound, as 0.95; empty = as it stands"),
        Entry.number(line + "n_min", "n at least"));
  }

  private static List<Entry> killing(String line) {
    List<Entry> all = new ArrayList<>(criterion(line));
    all.add(Entry.truth(line + "closes", "Closes the roll-out at once"));
    return all;
  }

  private static List<Entry> limits() {
    return List.of(
        Entry.group("until_proven", "Until the unit economics are proven"),
        Entry.text("until_proven.share", "Share of the eligible users at most").hinted("0 to 1"),
        Entry.number("until_proven.users", "Users at most").hinted("empty = as the share has"),
        Entry.text("until_proven.budget_usd_per_month", "Budget a month at most, USD"),
        Entry.group("proof", "Proof; empty = by the safeguards of the use case"),
        Entry.text("proof.margin", "Cost to value at most").hinted("above 0, at most 1"),
        Entry.number("proof.outcomes_min", "Outcomes at least"));
  }

  private static List<Entry> projection() {
    return List.of(
        Entry.group("projection", "Projection of the spend; empty = none"),
        Entry.text("projection.users", "Users a day"),
        Entry.text("projection.queries_per_user", "Calls of a user and day"),
        Entry.text("projection.tokens_per_query", "Tokens of a call"),
        Entry.text("projection.usd_per_million_tokens", "A million tokens, USD"),
        Entry.text("projection.slack", "Slack of the watch").hinted("usual if empty"),
        Entry.text("projection.alarm", "Alarm of the watch").hinted("usual if empty"),
        Entry.group("ramp", "Roll-out step by step; needs a projection"),
        Entry.texts("ramp.steps", "Shares").hinted("one on each line, rising; empty = at once"),
        Entry.number("ramp.days", "Days on each step").hinted("7 if empty"),
        Entry.choice("ramp.on_breach", "Where a guard does not hold", "hold", "roll_back"));
  }
}
