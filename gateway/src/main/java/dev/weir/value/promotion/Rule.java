package dev.weir.value.promotion;

import java.util.Locale;

/// Why a proposal or a signature is refused. A code is public and never renamed.
public enum Rule {
  /// There is no such thing.
  NOT_FOUND,
  /// The use case cannot go there from where it is.
  UNREACHABLE,
  /// The use case has no two owners who are operators in force.
  OWNERS,
  /// Criteria do not hold, and no exception is asked for.
  CRITERIA,
  /// Expansion is held: unit economics are not proven, or spend, a guard or a kill criterion says
  /// no.
  HELD,
  /// More users than are to call, or nobody knows of how many the share is.
  USERS,
  /// The gate's budget is not one of the use case, of a month, in US dollars.
  BUDGET,
  /// A signature needs a personal key.
  PERSONAL_KEY,
  /// The operator is no owner of the use case.
  NOT_AN_OWNER,
  /// The operator has signed already.
  SIGNED_TWICE,
  /// What is signed is another pack than the one that was frozen.
  OTHER_HASH,
  /// The pack, or a signature, does not fit the hash: somebody has changed what was kept.
  PACK_BROKEN,
  /// The proposal was not signed in time.
  EXPIRED,
  /// The promotion was carried out or rolled back already, or is not the last one.
  ENDED,
  /// What it was proposed against has another version now.
  CHANGED,
  /// A criterion stands worse than when the evidence was frozen.
  EVIDENCE_WORSE;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
