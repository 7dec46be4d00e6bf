package dev.weir.exchange.chargeback;

import dev.weir.base.wire.CsvTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Accounts of cost centres as comma-separated values: `cost_centre`, `owner`, `account`, and where
/// wanted `mode` and `name`.
public final class CostAccountTable {
  private static final int CELLS_MAX = 100_000;
  private static final Set<String> NEEDED =
      new TreeSet<>(Set.of("cost_centre", "owner", "account"));
  private static final Set<String> KNOWN =
      new TreeSet<>(Set.of("cost_centre", "owner", "account", "mode", "name"));

  private CostAccountTable() {}

  /// Reads all or nothing; what is wrong is an [IllegalArgumentException] that names line and rule.
  public static List<CostAccount> read(String text) {
    CsvTable table = CsvTable.read(text, CELLS_MAX);
    if (!KNOWN.containsAll(table.columns()) || !table.columns().containsAll(NEEDED)) {
      throw new IllegalArgumentException(
          "line 1: the columns are %s, of which %s must be there, was %s"
              .formatted(KNOWN, NEEDED, table.columns()));
    }
    List<CostAccount> accounts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (CsvTable.Row row : table.rows()) {
      CostAccount account = account(row.line(), table.named(row));
      if (!seen.add(account.id())) {
        throw new IllegalArgumentException(
            "line %d, column 'cost_centre': each stands once, was '%s' again"
                .formatted(row.line(), row.cells().get(table.columns().indexOf("cost_centre"))));
      }
      accounts.add(account);
    }
    return List.copyOf(accounts);
  }

  private static CostAccount account(int line, Map<String, String> cells) {
    try {
      return new CostAccount(
          new Payer.CostCentre(cells.getOrDefault("cost_centre", "").strip()).id(),
          given(cells, "account"),
          given(cells, "name"),
          cells.getOrDefault("owner", "").strip(),
          mode(given(cells, "mode")),
          Optional.empty(),
          List.of());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException("line %d: %s".formatted(line, wrong.getMessage()), wrong);
    }
  }

  private static Optional<String> given(Map<String, String> cells, String column) {
    return Optional.ofNullable(cells.get(column)).map(String::strip).filter(s -> !s.isEmpty());
  }

  private static CostAccount.Mode mode(Optional<String> written) {
    if (written.isEmpty()) {
      return CostAccount.Mode.CHARGEBACK;
    }
    String code = written.get().toLowerCase(Locale.ROOT);
    return Arrays.stream(CostAccount.Mode.values())
        .filter(mode -> mode.code().equals(code))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "column 'mode' is showback or chargeback, was '%s'".formatted(written.get())));
  }
}
