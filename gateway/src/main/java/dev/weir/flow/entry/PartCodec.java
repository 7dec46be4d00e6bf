package dev.weir.flow.entry;

import dev.weir.base.money.Money;
import dev.weir.base.money.Total;
import dev.weir.flow.catalogue.Meter;
import dev.weir.flow.dialect.Provenance;
import dev.weir.flow.dialect.Usage;
import dev.weir.flow.entry.Entry.Standing;
import dev.weir.flow.identity.Principal;
import dev.weir.flow.identity.Tags;
import dev.weir.flow.policy.Hold;
import dev.weir.flow.price.Charge;
import dev.weir.flow.rule.BalanceKey;
import dev.weir.flow.rule.Measure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The binary form of what entries are made of, for [EntryCodec].
final class PartCodec {
  private PartCodec() {}

  static void callId(ByteSink out, CallId call) {
    out.fixed(call.high());
    out.fixed(call.low());
  }

  static CallId callId(ByteSource in) {
    return new CallId(in.fixed(), in.fixed());
  }

  static void facts(ByteSink out, CallFacts facts) {
    out.text(facts.principal().key());
    out.unsigned(facts.principal().tags().size());
    for (Tags.Tag tag : facts.principal().tags()) {
      out.text(tag.name());
      out.text(tag.value());
    }
    out.flag(facts.principal().quarantined());
    out.text(facts.route());
    out.text(facts.modelAsked());
    out.flag(facts.stream());
    out.text(facts.purpose());
    out.flag(facts.parent().isPresent());
    facts.parent().ifPresent(parent -> callId(out, parent));
    out.unsigned(facts.bodyBytes());
  }

  static CallFacts facts(ByteSource in) {
    return new CallFacts(
        principal(in),
        in.text(),
        in.text(),
        in.flag(),
        in.text(),
        in.flag() ? Optional.of(callId(in)) : Optional.empty(),
        in.small());
  }

  private static Principal principal(ByteSource in) {
    String key = in.text();
    int count = in.small();
    Map<String, String> tags = new HashMap<>();
    for (int i = 0; i < count; i++) {
      tags.put(in.text(), in.text());
    }
    return new Principal(key, Tags.of(tags), in.flag());
  }

  static void hold(ByteSink out, Hold hold) {
    balance(out, hold.balance());
    out.name(hold.measure());
    out.signed(hold.amount());
  }

  static Hold hold(ByteSource in) {
    return new Hold(balance(in), Measure.valueOf(in.text()), in.signed());
  }

  static void standing(ByteSink out, Standing standing) {
    balance(out, standing.balance());
    out.name(standing.measure());
    total(out, standing.settled());
    out.unsigned(standing.alerted());
  }

  static Standing standing(ByteSource in) {
    return new Standing(balance(in), Measure.valueOf(in.text()), total(in), in.small());
  }

  static void balance(ByteSink out, BalanceKey key) {
    out.text(key.rule());
    out.text(key.value());
    out.signed(key.slice());
  }

  static BalanceKey balance(ByteSource in) {
    return new BalanceKey(in.text(), in.text(), in.signed());
  }

  static void usage(ByteSink out, Usage usage) {
    out.unsigned(usage.input());
    out.unsigned(usage.cacheRead());
    out.unsigned(usage.cacheWrite5m());
    out.unsigned(usage.cacheWrite1h());
    out.unsigned(usage.output());
    out.unsigned(usage.reasoning());
    out.unsigned(usage.beyond().size());
    new TreeMap<>(usage.beyond())
        .forEach((name, quantity) -> {
          out.text(name);
          out.signed(quantity);
        });
    out.name(usage.provenance());
  }

  static Usage usage(ByteSource in) {
    return new Usage(
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        in.unsigned(),
        beyond(in),
        Provenance.valueOf(in.text()));
  }

  private static Map<String, Long> beyond(ByteSource in) {
    int count = in.small();
    Map<String, Long> beyond = new HashMap<>();
    for (int i = 0; i < count; i++) {
      beyond.put(in.text(), in.signed());
    }
    return beyond;
  }

  static void charge(ByteSink out, Charge charge) {
    out.signed(charge.total().picos());
    out.list(charge.lines(), PartCodec::line);
    out.list(charge.unpriced(), ByteSink::text);
    out.text(charge.book());
  }

  static Charge charge(ByteSource in) {
    return new Charge(money(in), in.list(PartCodec::line), in.list(ByteSource::text), in.text());
  }

  private static void line(ByteSink out, Charge.Line line) {
    out.name(line.meter());
    out.signed(line.quantity());
    out.signed(line.unitPrice().picos());
    out.signed(line.amount().picos());
    out.signed(line.listUnitPrice().picos());
    out.name(line.pricedAs());
  }

  private static Charge.Line line(ByteSource in) {
    return new Charge.Line(
        Meter.valueOf(in.text()),
        in.signed(),
        money(in),
        money(in),
        money(in),
        Meter.valueOf(in.text()));
  }

  static void timing(ByteSink out, Timing timing) {
    out.signed(timing.firstByteMicros());
    out.signed(timing.firstTokenMicros());
    out.signed(timing.firstCompletionMicros());
    out.signed(timing.frameGapP50Micros());
    out.signed(timing.frameGapP99Micros());
    out.signed(timing.totalMicros());
    out.unsigned(timing.frames());
    out.signed(timing.queueMicros());
    out.signed(timing.admitMicros());
    out.signed(timing.connectMicros());
  }

  static Timing timing(ByteSource in) {
    return new Timing(
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.signed(),
        in.small(),
        in.signed(),
        in.signed(),
        in.signed());
  }

  static void course(ByteSink out, Course course) {
    out.text(course.cause());
    out.text(course.wire());
    out.text(course.path());
    out.text(course.names());
    out.list(course.modules(), PartCodec::used);
    out.text(course.parameters());
    out.text(course.slot());
  }

  static Course course(ByteSource in) {
    return new Course(
        in.text(), in.text(), in.text(), in.text(), in.list(PartCodec::used), in.text(), in.text());
  }

  private static void used(ByteSink out, Course.Used used) {
    out.text(used.module());
    out.unsigned(used.version());
    out.unsigned(used.tokens());
  }

  private static Course.Used used(ByteSource in) {
    return new Course.Used(in.text(), in.small(), in.unsigned());
  }

  static void total(ByteSink out, Total total) {
    out.signed(total.whole());
    out.unsigned(total.part());
  }

  static Total total(ByteSource in) {
    return new Total(in.signed(), in.unsigned());
  }

  static Money money(ByteSource in) {
    return Money.ofPicos(in.signed());
  }
}
