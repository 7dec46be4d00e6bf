package dev.weir.flow.entry;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One entry of each kind whose components a format changed, as it is read.
final class WrittenEntries {
  static final Instant AT = Instant.ofEpochSecond(1_700_000_000L, 5);
  static final CallId CALL = new CallId(1, 2);
  private static final BalanceKey BALANCE = new BalanceKey("b-1", "red", -3);

  private WrittenEntries() {}

  static Entry.Reserved reserved(Course course) {
    CallFacts facts =
        new CallFacts(
            new Principal("key_a", Tags.of(Map.of("team", "red", "use_case", "claims")), false),
            "openai.chat",
            "gpt-4o",
            true,
            "primary",
            Optional.of(new CallId(3, 4)),
            10);
    return new Entry.Reserved(
        CALL,
        1,
        AT,
        facts,
        "openai",
        "gpt-4o-mini",
        Money.ofPicos(2400),
        1500,
        List.of(new Hold(BALANCE, Measure.MONEY, 2400)),
        List.of("max_tokens=512"),
        "p1",
        "r1",
        course);
  }

  static Entry.Settled settled(String fingerprint, String region, Timing timing) {
    return new Entry.Settled(
        CALL,
        1,
        AT,
        Usage.of(1200, 300, Provenance.REPORTED),
        new Charge(
            Money.ofPicos(2400),
            List.of(new Charge.Line(Meter.INPUT, 1200, Money.ofPicos(2), Money.ofPicos(2400))),
            List.of("audio_input"),
            "b1"),
        "gpt-4o",
        "default",
        "é",
        fingerprint,
        region,
        200,
        Ending.COMPLETE,
        timing);
  }

  static Entry.Released released(Timing timing) {
    return new Entry.Released(CALL, 1, AT, 503, Ending.PROVIDER_ERROR, "not billed", timing);
  }

  static Entry.Snapshot snapshot(Course course) {
    return new Entry.Snapshot(
        AT,
        List.of(new Entry.Standing(BALANCE, Measure.MONEY, new Total(5, 7), 700)),
        List.of(reserved(course)),
        List.of("b-1#1"),
        true);
  }
}
