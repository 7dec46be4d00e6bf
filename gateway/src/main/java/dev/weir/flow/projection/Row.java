package dev.weir.flow.projection;

import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry;
import dev.weir.flow.entry.Timing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one journal entry adds to the ledger database.
sealed interface Row {
  long position();

  /// An attempt is under way.
  record Opened(OpenAttempt attempt) implements Row {
    @Override
    public long position() {
      return attempt.position();
    }
  }

  /// An attempt ended, or a better figure for it came.
  ///
  /// @param figures for a correction the difference to what was known before, as `shares`
  /// @param provenance absent where the provider bills nothing
  /// @param shares of its input, by prompt module
  /// @param beside of spend beside the gateway, who told of it
  record Booked(
      long position,
      Kind kind,
      Instant at,
      OpenAttempt attempt,
      Figures figures,
      Optional<Provenance> provenance,
      String priceBook,
      List<String> unpriced,
      Map<String, Long> beyond,
      Answer answer,
      Timing timing,
      Origin origin,
      List<ModuleShare> shares,
      Beside beside)
      implements Row {}

  /// A call was not admitted.
  record Refused(long position, Entry.Refused entry) implements Row {}

  /// A provider billed more than was reserved.
  record Overran(long position, Entry.Overrun entry) implements Row {}

  /// A threshold was passed.
  record Alerted(long position, Entry.Alerted entry) implements Row {}

  /// A version of a book came into force.
  record BookOpened(long position, Entry.BookOpened entry) implements Row {}

  /// Past charges are priced anew.
  record Rerated(long position, Entry.Rerated entry) implements Row {}

  /// Past spend is put under other tags.
  record Retagged(long position, Entry.Retagged entry) implements Row {}

  /// A month is closed.
  record PeriodClosed(long position, Entry.PeriodClosed entry) implements Row {}

  /// An entry contradicts the ones before it; it adds to no figure.
  record Anomaly(long position, CallId call, int attempt, String what) implements Row {}

  /// A provider answers with another model than before.
  record Drifted(long position, Entry.Drifted entry) implements Row {}

  /// A key was used beside the gateway.
  record Bypassed(long position, Entry.Bypassed entry) implements Row {}

  /// Calls show more than was approved of a use case's scope.
  record ScopeGrew(long position, Entry.ScopeGrew entry) implements Row {}

  /// What made a [Booked] row.
  enum Kind {
    SETTLED,
    RELEASED,
    EXPIRED,
    CORRECTION,
    /// Spend beside the gateway.
    RECORDED,
    /// A usage record is taken back.
    VOIDED,
    /// Money of an agreement.
    DUE
  }

  /// What the provider's answer said of itself; empty and 0 where it said nothing.
  record Answer(
      String modelServed,
      String serviceTier,
      String responseId,
      String fingerprint,
      String region,
      int status,
      String ending) {
    static final Answer NONE = of(0, "");

    /// An answer that says nothing of itself.
    static Answer of(int status, String ending) {
      return new Answer("", "", "", "", "", status, ending);
    }
  }

  /// Why a figure is what it is: of a correction or a release; empty where it needs no reason.
  record Origin(String source, String who, String why) {
    static final Origin NONE = new Origin("", "", "");
  }

  /// What is known of spend beside the gateway that no attempt has.
  ///
  /// @param source who told of it; empty = it went through the gateway
  /// @param requests how many it stands for; what a row takes back is negative
  /// @param until the end of what it sums up
  record Beside(
      String source,
      String id,
      String digest,
      String account,
      long requests,
      Optional<Instant> until) {
    static final Beside NONE = new Beside("", "", "", "", 0, Optional.empty());

    boolean isNone() {
      return source.isEmpty();
    }

    Beside withRequests(long other) {
      return new Beside(source, id, digest, account, other, until);
    }
  }
}
