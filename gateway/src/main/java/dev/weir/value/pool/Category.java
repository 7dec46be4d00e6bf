package dev.weir.value.pool;

import java.util.Locale;

/// What a pool is spent on.
public enum Category {
  SEATS(Group.INFERENCE),
  GPUS(Group.INFERENCE),
  ENGINEERING(Group.ENGINEERING),
  INTEGRATION(Group.ENGINEERING),
  PLATFORM(Group.ENGINEERING),
  DATA(Group.DATA),
  TOOLING(Group.DATA),
  EVALUATION(Group.RISK),
  SAFETY(Group.RISK),
  RISK(Group.RISK),
  COMPLIANCE(Group.RISK),
  LEGAL(Group.RISK);

  /// The first level of a cost catalogue. What the ledger has is inference.
  public enum Group {
    INFERENCE,
    ENGINEERING,
    DATA,
    RISK;

    /// As it is written: `engineering`.
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Group group;

  Category(Group group) {
    this.group = group;
  }

  public Group group() {
    return group;
  }

  /// As it is written: `engineering`.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
