package dev.weir.view.review;

import static dev.weir.view.review.Sheet.count;
import static dev.weir.view.review.Sheet.day;
import static dev.weir.view.review.Sheet.light;
import static dev.weir.view.review.Sheet.share;
import static dev.weir.view.review.Sheet.text;
import static dev.weir.view.review.Sheet.usd;
import static dev.weir.view.review.Sheet.word;

import dev.weir.view.review.Sheet.Part;
import java.util.List;

/// The tables of a review, in the order in which it is read: what it cost and why, what came of it,
/// what was planned, what could be had, what waits.
final class PackSheets {
  private static final Part USE_CASE = text("Use case", "use_case");

  private static final Sheet COST =
      Sheet.of(
          "cost",
          "Cost by use case",
          "No use case was called in the month.",
          USE_CASE,
          count("Calls", "calls"),
          usd("Model cost", "cost_usd"),
          usd("Fully loaded", "loaded_usd"),
          usd("Per call", "usd_per_call"));

  private static final Sheet ROUTING =
      Sheet.of(
          "routing",
          "Routing efficiency",
          "No call went to a model.",
          USE_CASE,
          text("Model", "model"),
          count("Calls", "calls"),
          share("Of its calls", "call_share"),
          usd("Cost", "cost_usd"),
          usd("Per million tokens", "usd_per_million"));

  private static final Sheet CACHE =
      Sheet.of(
          "cost",
          "Cache hits and context",
          "No use case was called in the month.",
          USE_CASE,
          share("Input from the provider's cache", "cache_share"),
          count("Input tokens per call", "input_tokens_per_call"));

  private static final Sheet BRIDGE =
      Sheet.of(
          "bridge",
          "Why unit costs moved",
          "A use case with successful outcomes in this month and the one before has a bridge.",
          USE_CASE,
          word("Cause", "cause"),
          usd("Per outcome", "usd_per_outcome"));

  private static final Sheet OUTCOMES =
      Sheet.of(
          "outcomes",
          "Outcomes",
          "No use case was called in the month.",
          USE_CASE,
          count("Outcomes", "outcomes"),
          usd("Value as stated", "value_usd"),
          share("Shown to be the AI's", "ai_share"),
          usd("Loaded cost of one", "usd_per_outcome"),
          usd("One cost before", "baseline_usd"),
          text("Not known", "missing"));

  private static final Sheet ADOPTION =
      Sheet.of(
          "adoption",
          "Adoption",
          "No use case says by a roster who may use it.",
          USE_CASE,
          count("Eligible", "eligible"),
          count("Activated", "activated"),
          share("Of eligible", "activated_share"),
          count("Active in the month", "monthly_active"),
          share("Of eligible", "monthly_active_share"));

  private static final Sheet BUDGETS =
      Sheet.of(
          "budgets",
          "Budgets",
          "No budget is in force.",
          text("Budget", "budget"),
          usd("Limit", "limit_usd"),
          usd("Used", "used_usd"),
          share("Used", "used_share"));

  private static final Sheet ENVELOPES =
      Sheet.of(
          "envelopes",
          "Envelopes",
          "No cost centre has an envelope or a cost in the month.",
          text("Cost centre", "cost_centre"),
          usd("Planned", "planned_usd"),
          usd("Model cost", "ledger_cost_usd"),
          usd("Pools", "pools_usd"),
          usd("Left", "left_usd"));

  private static final Sheet OPPORTUNITIES =
      Sheet.of(
          "opportunities",
          "Opportunities",
          "No use case has a target that a baseline and a value let count in money.",
          USE_CASE,
          text("What", "what"),
          usd("A month", "usd_per_month"),
          count("Person-days", "effort_days"),
          word("Risk", "risk"),
          text("What may go wrong", "risk_why"),
          text("Stated by", "stated_by"),
          day("On", "stated_on"),
          text("Owner", "owner"),
          day("Due", "due"));

  private static final Sheet MISSED =
      Sheet.of(
          "missed_upside",
          "Missed upside",
          "No limit refused calls of which one more dollar would have brought enough.",
          USE_CASE,
          word("Verdict", "verdict"),
          count("Refused calls", "refused"),
          usd("At least", "missed_usd_low"),
          usd("Likely", "missed_usd"),
          usd("At most", "missed_usd_high"));

  private static final Sheet SAVINGS =
      Sheet.of(
          "savings",
          "Realised savings",
          "No use case is to save, or none has a target and a value.",
          USE_CASE,
          text("What", "what"),
          usd("Promised", "promised_usd"),
          usd("Realised", "realised_usd"));

  private static final Sheet DUE =
      Sheet.of(
          "due",
          "Decisions due",
          "Nothing that was decided is open, and no review date comes up.",
          USE_CASE,
          word("What", "what"),
          text("Owner", "owner"),
          day("Due", "due"),
          light("Overdue", "overdue"));

  private static final Sheet GATES =
      Sheet.of(
          "gates",
          "Gates",
          "No gate is set.",
          USE_CASE,
          word("To", "gate"),
          day("Criteria hold since", "lit_on"),
          light("Stop iterating", "stop_iterating"),
          usd("Polish since", "polish_usd"),
          word("Proven", "proven"),
          word("Kill criteria lit", "killed"));

  private static final Sheet UNDONE =
      Sheet.of(
          "undone",
          "Promotions taken back",
          "No promotion was taken back in the month.",
          USE_CASE,
          word("To", "gate"),
          day("On", "on"),
          text("By", "who"),
          text("Why", "why"));

  private static final Sheet MOVES =
      Sheet.of(
          "moves",
          "Budget to move",
          "No use case's next dollar is shown to return more than another's.",
          USE_CASE,
          usd("Now", "now_usd"),
          usd("Proposed", "proposed_usd"),
          usd("Move", "move_usd"),
          usd("Value of the next dollar", "marginal"),
          usd("At least", "low"),
          usd("At most", "high"));

  private static final Sheet RESERVE =
      Sheet.of(
          "reserve",
          "Experimentation reserve",
          "The policy keeps no reserve for experiments.",
          text("Budget", "budget"),
          usd("Spent", "spent_usd"),
          count("Running", "running"),
          count("At most", "running_max"),
          count("Hypotheses decided", "decided"),
          usd("Per hypothesis", "usd_per_hypothesis"),
          day("Expires", "expires"),
          text("Refuses", "refuses"));

  /// Before what is recommended.
  static final List<Sheet> FIRST =
      List.of(
          COST,
          ROUTING,
          CACHE,
          BRIDGE,
          OUTCOMES,
          ADOPTION,
          BUDGETS,
          ENVELOPES,
          OPPORTUNITIES,
          MISSED,
          SAVINGS,
          DUE,
          GATES,
          UNDONE);

  /// After it: where the money could go.
  static final List<Sheet> LAST = List.of(MOVES, RESERVE);

  private PackSheets() {}
}
