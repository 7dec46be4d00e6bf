package dev.weir.view.usecase;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.view.entry.Document;
import dev.weir.view.entry.Entry;
import java.util.ArrayList;
import java.util.List;

/// What is entered of a use case.
final class CaseEntries {
  private CaseEntries() {}

  static List<Entry> of(JsonNode known) {
    List<Entry> all = new ArrayList<>(first());
    all.addAll(value());
    all.addAll(Document.lines("scope", known.path("scope"), "Scope", CaseEntries::scope));
    all.addAll(workload());
    all.addAll(smart());
    all.addAll(suitability());
    return all;
  }

  private static List<Entry> first() {
    return List.of(
        Entry.text("name", "Name"),
        Entry.area("statement", "Statement")
            .hinted("what is done for whom, measured by what, how much is enough, by when"),
        Entry.choice("audience", "Audience", "internal", "partner", "customer")
            .hinted("sets its safeguards; internal if not said"),
        Entry.choice("stage", "Stage", "idea", "poc", "beta", "soft_launch", "production", "sunset")
            .hinted("idea or poc; every other one is decided by a gate"),
        Entry.text("owners.business", "Business owner")
            .hinted("an operator's name or id; signs promotions"),
        Entry.text("owners.technical", "Technical owner").hinted("another operator"),
        Entry.text("cost_centre", "Cost centre"),
        Entry.text("budget_usd_per_month", "Budget a month, USD"),
        Entry.day("review_on", "Review on").hinted("the day somebody decides again"),
        Entry.text("hypothesis", "Hypothesis")
            .hinted("the name of the one that was registered for it"));
  }

  private static List<Entry> value() {
    return List.of(
        Entry.group("value", "Value"),
        Entry.choice("value.kind", "Kind", "saving", "revenue", "strategic")
            .hinted("says which of the fields below it has"),
        Entry.text("value.of", "Saving: of what").hinted("what is no longer spent"),
        Entry.text("value.incremental_to", "Revenue: beyond what")
            .hinted("what it would be without"),
        Entry.text("value.margin_share", "Revenue: margin").hinted("0 to 1"),
        Entry.choice("value.aim", "Strategic: aim", "position", "option", "talent"),
        Entry.day("value.horizon", "Strategic: horizon"),
        Entry.text("value.option_usd", "Strategic: worth of the option, USD"),
        Entry.texts("value.review_criteria", "Strategic: criteria of its reviews")
            .hinted("one on each line"));
  }

  private static List<Entry> scope(String line) {
    return List.of(
        Entry.choice(line + "kind", "What", "source", "agent", "department"),
        Entry.text(line + "name", "Name").hinted("as calls are tagged"),
        Entry.text(line + "approved_by", "Approved by").hinted("who enters it, by the own name"),
        Entry.day(line + "approved_on", "Approved on"),
        Entry.text(line + "multiplier.low", "Multiplies cost by, least"),
        Entry.text(line + "multiplier.base", "Most likely"),
        Entry.text(line + "multiplier.high", "Most"));
  }

  private static List<Entry> workload() {
    return List.of(
        Entry.group("workload", "Workload"),
        Entry.text("workload.weights.cost", "Weight of cost").hinted("the three add up to 1"),
        Entry.text("workload.weights.latency", "Weight of latency"),
        Entry.text("workload.weights.quality", "Weight of quality"),
        Entry.text("workload.floors.quality_min", "Quality at least").hinted("0 to 1"),
        Entry.number("workload.ceilings.ttft_p95_ms_max", "First token at p95 within, ms"),
        Entry.text("workload.ceilings.usd_per_outcome_max", "Cost of an outcome at most, USD"));
  }

  private static List<Entry> smart() {
    return List.of(
        Entry.group("smart", "Evidence for the five checks of its goal"),
        Entry.area("smart.specific.evidence", "Specific"),
        Entry.area("smart.measurable.evidence", "Measurable"),
        Entry.area("smart.achievable.evidence", "Achievable"),
        Entry.text("smart.achievable.measured", "Achievable: measured"),
        Entry.number("smart.achievable.n", "Achievable: n"),
        Entry.area("smart.relevant.evidence", "Relevant"),
        Entry.area("smart.time_bound.evidence", "Time-bound"),
        Entry.day("smart.time_bound.by", "Time-bound: by"));
  }

  private static List<Entry> suitability() {
    return List.of(
        Entry.group("score", "How well it suits, 1 to 5 each"),
        Entry.number("score.repeatable", "Repeatable"),
        Entry.number("score.measurable", "Measurable"),
        Entry.number("score.important", "Important"),
        Entry.number("score.low_risk", "Low risk"),
        Entry.number("score.easy_to_evaluate", "Easy to evaluate"),
        Entry.group("commodity", "How far others offer the same"),
        Entry.text("commodity.index", "Index").hinted("0, nobody, to 1, anybody"),
        Entry.choice("commodity.source", "Known how", "tried", "compared", "opinion"),
        Entry.text("commodity.why", "Why so"),
        Entry.group("safeguards", "Safeguards of its own; empty = those of its audience"),
        Entry.choice("safeguards.risk_tier", "Risk", "low", "medium", "high"),
        Entry.text("safeguards.human_review_share", "Looked at by people, share"),
        Entry.number("safeguards.gate_outcomes_min", "Outcomes a gate's proof needs"),
        Entry.text("safeguards.gate_margin", "Cost to value a gate's proof allows"));
  }
}
