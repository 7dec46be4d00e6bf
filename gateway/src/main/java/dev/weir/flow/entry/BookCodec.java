package dev.weir.flow.entry;

import dev.weir.flow.entry.Entry.Bypassed;
import dev.weir.flow.entry.Entry.FellDue;
import dev.weir.flow.entry.Entry.PeriodClosed;
import dev.weir.flow.entry.Entry.PeriodFigure;
import dev.weir.flow.entry.Entry.PeriodStage;
import dev.weir.flow.entry.Entry.Rerated;
import dev.weir.flow.entry.Entry.Retagged;
import dev.weir.flow.entry.Entry.ScopeGrew;
import dev.weir.flow.rule.Condition;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The binary form of what is said of the past as a whole, or falls due; see [EntryCodec].
final class BookCodec {
  private static final int IN = 0;
  private static final int PRESENT = 1;
  private static final int ABSENT = 2;

  private BookCodec() {}

  static void rerated(ByteSink out, Rerated entry) {
    out.text(entry.run());
    out.instant(entry.at());
    out.instant(entry.from());
    out.instant(entry.until());
    out.unsigned(entry.before());
    out.text(entry.priceBook());
    texts(out, entry.priceNames());
    out.unsigned(entry.changed());
    PartCodec.total(out, entry.was());
    PartCodec.total(out, entry.now());
    out.list(entry.differences(), PartCodec::hold);
    out.text(entry.who());
    out.text(entry.why());
  }

  static Rerated rerated(ByteSource in) {
    return new Rerated(
        in.text(),
        in.instant(),
        in.instant(),
        in.instant(),
        in.unsigned(),
        in.text(),
        texts(in),
        in.unsigned(),
        PartCodec.total(in),
        PartCodec.total(in),
        in.list(PartCodec::hold),
        in.text(),
        in.text());
  }

  static void fellDue(ByteSink out, FellDue entry) {
    PartCodec.callId(out, entry.call());
    out.instant(entry.at());
    out.instant(entry.from());
    out.instant(entry.until());
    PartCodec.facts(out, entry.facts());
    out.text(entry.provider());
    out.text(entry.model());
    out.text(entry.agreement());
    out.text(entry.kind());
    out.signed(entry.quantity());
    out.signed(entry.amount().picos());
    out.text(entry.who());
  }

  static FellDue fellDue(ByteSource in) {
    return new FellDue(
        PartCodec.callId(in),
        in.instant(),
        in.instant(),
        in.instant(),
        PartCodec.facts(in),
        in.text(),
        in.text(),
        in.text(),
        in.text(),
        in.signed(),
        PartCodec.money(in),
        in.text());
  }

  static void retagged(ByteSink out, Retagged entry) {
    out.text(entry.run());
    out.instant(entry.at());
    out.instant(entry.from());
    out.instant(entry.until());
    out.unsigned(entry.before());
    out.list(entry.where(), BookCodec::condition);
    texts(out, entry.set());
    out.unsigned(entry.changed());
    PartCodec.total(out, entry.cost());
    out.list(entry.differences(), PartCodec::hold);
    out.text(entry.who());
    out.text(entry.why());
  }

  static Retagged retagged(ByteSource in) {
    return new Retagged(
        in.text(),
        in.instant(),
        in.instant(),
        in.instant(),
        in.unsigned(),
        in.list(BookCodec::condition),
        texts(in),
        in.unsigned(),
        PartCodec.total(in),
        in.list(PartCodec::hold),
        in.text(),
        in.text());
  }

  private static void condition(ByteSink out, Condition condition) {
    out.text(condition.tag());
    switch (condition) {
      case Condition.In(_, SortedSet<String> values) -> {
        out.octet(IN);
        out.list(List.copyOf(values), ByteSink::text);
      }
      case Condition.Present _ -> out.octet(PRESENT);
      case Condition.Absent _ -> out.octet(ABSENT);
    }
  }

  private static Condition condition(ByteSource in) {
    String tag = in.text();
    int kind = in.octet();
    return switch (kind) {
      case IN -> new Condition.In(tag, new TreeSet<>(in.list(ByteSource::text)));
      case PRESENT -> new Condition.Present(tag);
      case ABSENT -> new Condition.Absent(tag);
      default -> throw new IllegalArgumentException("there is no condition of kind " + kind);
    };
  }

  private static void texts(ByteSink out, Map<String, String> texts) {
    out.list(
        texts.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList(),
        (sink, text) -> {
          sink.text(text.getKey());
          sink.text(text.getValue());
        });
  }

  private static Map<String, String> texts(ByteSource in) {
    return in.list(source -> Map.entry(source.text(), source.text())).stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static void closed(ByteSink out, PeriodClosed entry) {
    out.text(entry.month().toString());
    out.instant(entry.at());
    out.unsigned(entry.before());
    out.name(entry.stage());
    out.list(entry.figures(), BookCodec::figure);
    out.text(entry.who());
    out.text(entry.why());
  }

  static PeriodClosed closed(ByteSource in) {
    return new PeriodClosed(
        YearMonth.parse(in.text()),
        in.instant(),
        in.unsigned(),
        PeriodStage.valueOf(in.text()),
        in.list(BookCodec::figure),
        in.text(),
        in.text());
  }

  static void bypassed(ByteSink out, Bypassed entry) {
    out.instant(entry.at());
    out.text(entry.provider());
    out.text(entry.key());
    out.text(entry.day().toString());
    out.unsigned(entry.requests());
    out.unsigned(entry.tokens());
  }

  static Bypassed bypassed(ByteSource in) {
    return new Bypassed(
        in.instant(),
        in.text(),
        in.text(),
        LocalDate.parse(in.text()),
        in.unsigned(),
        in.unsigned());
  }

  static void grew(ByteSink out, ScopeGrew entry) {
    out.instant(entry.at());
    out.text(entry.useCase());
    out.text(entry.kind());
    out.text(entry.part());
    out.text(entry.name());
    out.unsigned(entry.calls());
  }

  static ScopeGrew grew(ByteSource in) {
    return new ScopeGrew(in.instant(), in.text(), in.text(), in.text(), in.text(), in.unsigned());
  }

  private static void figure(ByteSink out, PeriodFigure figure) {
    out.text(figure.provider());
    PartCodec.total(out, figure.ledger());
    PartCodec.total(out, figure.reconciled());
    PartCodec.total(out, figure.invoiced());
    out.flag(figure.billed().isPresent());
    figure.billed().ifPresent(billed -> PartCodec.total(out, billed));
  }

  private static PeriodFigure figure(ByteSource in) {
    return new PeriodFigure(
        in.text(),
        PartCodec.total(in),
        PartCodec.total(in),
        PartCodec.total(in),
        in.flag() ? Optional.of(PartCodec.total(in)) : Optional.empty());
  }
}
