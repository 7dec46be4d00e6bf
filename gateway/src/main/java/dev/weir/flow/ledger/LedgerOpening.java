package dev.weir.flow.ledger;

import dev.weir.flow.entry.AttemptId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Entry.Reserved;
import dev.weir.flow.journal.Journal;
import dev.weir.flow.journal.JournalReader;
import dev.weir.flow.rule.RuleBook;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes a ledger from its journal: applies every entry since the newest snapshot, then ends what
/// nobody ended.
///
/// @param ledger ready to admit, with no rules yet
/// @param torn attempts that were open: each is charged its whole reservation until it is corrected
public record LedgerOpening(Ledger ledger, List<AttemptId> torn) {

  public LedgerOpening {
    torn = List.copyOf(torn);
  }

  /// Reads the journal. Its threads need not run yet.
  public static LedgerOpening open(Journal journal, InstantSource clock, Consumer<Alert> alerts) {
    State state = new State();
    try (JournalReader reader = journal.read(journal.recovered().start())) {
      for (Optional<JournalReader.Located> next = reader.next();
          next.isPresent();
          next = reader.next()) {
        state.apply(next.get().entry());
      }
    }
    List<Reserved> open = List.copyOf(state.open());
    journal.claimEndings(open.size());
    Ledger ledger = new Ledger(state, journal, RuleBook.EMPTY, clock, alerts);
    List<AttemptId> torn = new ArrayList<>();
    for (Reserved reserved : open) {
      ledger.end(new Entry.Expired(reserved.call(), reserved.attempt(), ledger.acceptance()));
      torn.add(reserved.id());
    }
    return new LedgerOpening(ledger, torn);
  }
}
