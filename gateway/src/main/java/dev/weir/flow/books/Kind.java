package dev.weir.flow.books;

import java.util.Locale;

/// The things that have versions. The set is closed; a code is stored and never renamed.
public enum Kind {
  /// A virtual key, by its id.
  KEY("keys"),
  /// A declared value of a typed tag, by `tag=value`.
  TAG_VALUE("tags"),
  BUDGET("rules"),
  LIMIT("rules"),
  /// A temporary addition to a budget.
  RAISE("rules"),
  /// Who may call for a use case, by the use case.
  ROLLOUT("rules"),
  /// What the gateway does for a trial, by its name.
  EXPERIMENT("rules"),
  /// One thing with the id [Settings#ID]: required tags, output floors, unpriced calls.
  SETTINGS("rules"),
  /// A catalogue of prices, by the name of its source.
  PRICES("prices"),
  /// Sources of prices that differ, by what the price is of.
  DISPUTE("prices"),
  /// A person of the control plane, with the hash of a personal key.
  OPERATOR("operators"),
  /// A name by which an operator signs in, with the hash of a password, by itself.
  LOGIN("operators"),
  /// A name for a route, by itself.
  ALIAS("names"),
  /// A part of prompts.
  MODULE("names"),
  /// Versions of modules put together.
  PROMPT("names"),
  /// What the calls get that ask for a prompt by it, by `prompt/label`.
  LABEL("names"),
  /// Where what a payer bears is booked, by the payer: `cost_centre=4711`, `shared=judges`.
  COST_ACCOUNT("accounts"),
  /// What is bought other than by the call, by its name.
  AGREEMENT("agreements"),
  /// What cost centres are planned to cost, by the year.
  ENVELOPES("envelopes"),
  /// A cost beside the ledger and who bears it, by its name.
  POOL("pools"),
  /// What a use case's work took before AI, or how that is being measured, by the use case.
  BASELINE("portfolio"),
  /// Who may use a use case, by the use case; its rollout may ask for it.
  ROSTER("portfolio"),
  /// What is assumed of a use case's opportunity, by the use case.
  OPPORTUNITY("portfolio"),
  /// What is claimed of a change before it starts, by the experiment.
  HYPOTHESIS("portfolio"),
  /// What a use case is to be worth and may become, by the value of the tag `use_case`.
  USE_CASE("portfolio"),
  /// One thing with the id `policy`: what holds for all use cases.
  PORTFOLIO("portfolio"),
  /// What success of a use case is, by the use case.
  OUTCOME("portfolio"),
  /// What a held review froze and decided, by the month.
  REVIEW("reviews"),
  /// That a review's decision was carried out, by `month/use case`.
  REVIEW_CLOSURE("reviews"),
  /// What reviews judge by: one thing, `policy`.
  REVIEW_POLICY("reviews"),
  /// What an hour of work costs, by its name.
  RATE_CARD("portfolio"),
  /// What is demanded before a use case moves on, by `use-case/where it leads`.
  GATE("gates"),
  /// What a gate's lights show, by the gate; a version for each time they change.
  GATE_LIGHT("gates"),
  /// A proposal to move a use case, its signatures, evidence and what became of it, by an id.
  PROMOTION("gates"),
  /// Why a kill criterion closed a use case that no promotion had brought where it was, by the
  /// gate.
  KILL_MEMO("gates"),
  /// A page of the console that somebody keeps under a name, by `operator/name`.
  VIEW("views");

  private final String book;

  Kind(String book) {
    this.book = book;
  }

  /// The name used in the database, the API and pages: `tag_value`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The book it is part of: `keys`, `tags`, `rules`, `prices`, `operators`, `names`, `accounts`,
  /// `agreements`, `envelopes`, `pools`, `portfolio`, `reviews`, `gates` or `views`. No call is
  /// judged by the last eight, but by a roster that a rollout asks for.
  public String book() {
    return book;
  }
}
