package dev.weir.flow.recording;

import dev.weir.base.money.Money;
import dev.weir.flow.books.Snapshot;
import dev.weir.flow.dialect.Partition;
import dev.weir.flow.entry.CallFacts;
import dev.weir.flow.entry.CallId;
import dev.weir.flow.entry.Entry.RecordName;
import dev.weir.flow.entry.Entry.Recorded;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.price.Charge;
import dev.weir.flow.price.PriceLookup;
import dev.weir.flow.price.Tariff;
import dev.weir.flow.rule.RuleBook.Unpriced;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Makes the entries of one batch: identified, tagged and priced by the books in force.
record Draft(
    Recording.Delivery delivery, Snapshot books, UnaryOperator<String> priceName, Instant now) {
  /// Clocks differ, and a day begins in the east before it does here.
  private static final Duration AHEAD_MAX = Duration.ofDays(1);

  /// @throws IllegalArgumentException naming what is wrong with the record
  Recorded entry(UsageRecord record) {
    Instant usedAt = record.span().from();
    if (usedAt.isAfter(now.plus(AHEAD_MAX))) {
      throw new IllegalArgumentException(
          "at %s is more than a day in the future; it is %s".formatted(usedAt, now));
    }
    Partition.of(record.usage())
        .contradiction()
        .ifPresent(figures -> {
          throw new IllegalArgumentException("usage contradicts itself: " + figures);
        });
    Tags tags = books.tags().recorded(record.tags(), usedAt);
    CallFacts facts =
        new CallFacts(
            new Principal("", tags, false),
            delivery.route(),
            record.model(),
            false,
            record.purpose().code(),
            Optional.empty(),
            0);
    return new Recorded(
        call(record),
        now,
        usedAt,
        record.span().until(),
        facts,
        record.provider(),
        record.model(),
        record.span().requests(),
        record.usage(),
        charge(record),
        record.told(),
        new RecordName(delivery.source(), record.id(), record.digest(), delivery.who()));
  }

  /// The time of use, then 80 bits of what names the record.
  private CallId call(UsageRecord record) {
    ByteBuffer name =
        ByteBuffer.wrap(UsageRecord.sha256(delivery.source() + "\u0000" + record.id()));
    long high = (record.span().from().toEpochMilli() << 16) | (name.getShort() & 0xFFFF);
    return new CallId(high, name.getLong());
  }

  private Charge charge(UsageRecord record) {
    String version = books.prices().version();
    if (record.cost().isPresent()) {
      return Charge.stated(record.cost().get(), version);
    }
    PriceLookup found =
        books
            .prices()
            .find(priceName.apply(record.provider()), record.served(), record.span().from());
    return switch (found) {
      case PriceLookup.Priced(Tariff tariff, _) when isPriced(record, tariff) ->
          charge(record, tariff);
      case PriceLookup.Priced(Tariff tariff, _) ->
          unpriced(
              record,
              "model %s of provider %s has no price of tokens"
                  .formatted(tariff.model(), record.provider()));
      case PriceLookup.Unpriced unknown -> unpriced(record, unknown.reason());
    };
  }

  /// As for a call: a model that has prices of other quantities only has none of tokens.
  private static boolean isPriced(UsageRecord record, Tariff tariff) {
    return tariff.pricesCalls() || record.usage().input() + record.usage().output() == 0;
  }

  private Charge unpriced(UsageRecord record, String why) {
    if (books.rules().unpriced() == Unpriced.REFUSE) {
      throw new IllegalArgumentException(why);
    }
    return new Charge(
        Money.ZERO, List.of(), List.of("model " + record.served()), books.prices().version());
  }

  private static Charge charge(UsageRecord record, Tariff tariff) {
    String tier = record.told().serviceTier();
    return record.span().isSum()
        ? tariff.chargeOfSeveral(record.usage(), tier)
        : tariff.charge(record.usage(), tier);
  }
}
