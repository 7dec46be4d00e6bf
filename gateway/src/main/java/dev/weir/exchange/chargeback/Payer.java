package dev.weir.exchange.chargeback;

/// Who bears spend. Every dollar of the ledger has exactly one payer: what is quarantined is
/// unattributed; else what a shared account's conditions hold for is shared, under the first such
/// account by name; else it is its cost centre's, and unattributed without one.
public sealed interface Payer {
  /// Its name in facts, lines and links: `cost_centre=4711`.
  String id();

  /// Who the tag `cost_centre` names.
  record CostCentre(String name) implements Payer {
    /// Begins its id.
    public static final String PREFIX = "cost_centre=";

    public CostCentre {
      require(PREFIX, name);
    }

    @Override
    public String id() {
      return PREFIX + name;
    }
  }

  /// Spend for all, by the name of its account.
  record Shared(String name) implements Payer {
    private static final String PREFIX = "shared=";

    public Shared {
      require(PREFIX, name);
    }

    @Override
    public String id() {
      return PREFIX + name;
    }
  }

  /// Spend that nobody is known to bear.
  record Unattributed() implements Payer {
    static final String ID = "unattributed";

    @Override
    public String id() {
      return ID;
    }
  }

  /// Reads an [#id()]; any other text is an [IllegalArgumentException].
  static Payer parse(String id) {
    if (id.equals(Unattributed.ID)) {
      return new Unattributed();
    }
    if (id.startsWith(CostCentre.PREFIX)) {
      return new CostCentre(id.substring(CostCentre.PREFIX.length()));
    }
    if (id.startsWith(Shared.PREFIX)) {
      return new Shared(id.substring(Shared.PREFIX.length()));
    }
    throw new IllegalArgumentException(
        "a payer is written cost_centre=NAME, shared=NAME or unattributed, was '%s'".formatted(id));
  }

  private static void require(String prefix, String name) {
    if (name.isBlank() || !name.equals(name.strip())) {
      throw new IllegalArgumentException(
          "a payer is written %sNAME, without spaces at the name's ends, was '%s%s'"
              .formatted(prefix, prefix, name));
    }
  }
}
