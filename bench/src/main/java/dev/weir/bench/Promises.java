package dev.weir.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/// What parts 2 and 3 promised of the gateway's speed, and what was measured.
final class Promises {
  static final double GROWTH_MAX = 1.10;
  private static final Duration FLAT_FOR = Duration.ofMinutes(10);
  private static final String NOT_MEASURED = "not measured";

  private final Turns turns;
  private final Optional<Endurance.SlowStreams> slow;
  private final List<Endurance.Start> starts;
  private final Optional<Endurance.Soak> soak;
  private final List<Row> rows = new ArrayList<>();

  /// @param verdict `met`, `NOT MET`, `stated` or `not measured`
  record Row(String what, String bar, String measured, String verdict) {}

  Promises(
      Turns turns,
      Optional<Endurance.SlowStreams> slow,
      List<Endurance.Start> starts,
      Optional<Endurance.Soak> soak) {
    this.turns = turns;
    this.slow = slow;
    this.starts = List.copyOf(starts);
    this.soak = soak;
    throughput();
    latency();
    memory();
    start();
    fortyMillis();
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  private void throughput() {
    atLeast(
        "requests/s, governed ÷ nginx",
        "≥ 0.25 (stretch 0.35)",
        ratio(PeerLoad.JSON, Peer.NGINX),
        0.25,
        "%.2f");
    atLeast(
        "requests/s, governed ÷ Portkey", "≥ 20", ratio(PeerLoad.JSON, Peer.PORTKEY), 20, "%.1f");
    atMost(
        "CPU per request, governed",
        "≤ 100 µs (stretch 60)",
        turns.median(PeerLoad.JSON, Peer.GOVERNED, Turn::cpuMicros),
        100,
        "%.1f µs");
    for (PeerLoad load : List.of(PeerLoad.JSON, PeerLoad.STREAMS, PeerLoad.BURST)) {
      atMost(
          "CPU, translated ÷ governed, " + load.title(),
          "≤ 2",
          quotient(
              turns.median(load, Peer.TRANSLATED, Turn::cpuMicros),
              turns.median(load, Peer.GOVERNED, Turn::cpuMicros)),
          2,
          "%.2f");
    }
    atLeast(
        "burst frames/s, governed ÷ nginx",
        "≥ 0.5",
        ratio(PeerLoad.BURST, Peer.NGINX),
        0.5,
        "%.2f");
    atLeast(
        "300 KB prompts, governed, one core",
        "≥ 230 requests/s",
        turns.perSecond(PeerLoad.PROMPTS, Peer.GOVERNED),
        230,
        "%,.0f requests/s");
  }

  private OptionalDouble ratio(PeerLoad load, Peer to) {
    return quotient(turns.perSecond(load, Peer.GOVERNED), turns.perSecond(load, to));
  }

  private static OptionalDouble quotient(OptionalDouble above, OptionalDouble below) {
    return above.isPresent() && below.isPresent()
        ? OptionalDouble.of(above.getAsDouble() / below.getAsDouble())
        : OptionalDouble.empty();
  }

  private void latency() {
    overDirect("p99 at 1,000 requests/s over direct's, journal process", Peer.GOVERNED, true);
    overDirect("the same, journal host", Peer.HOST, false);
    atMost(
        "p99 per frame, 200 streams, governed ÷ nginx",
        "≤ 3",
        quotient(
            turns.p99(PeerLoad.STREAMS, Peer.GOVERNED), turns.p99(PeerLoad.STREAMS, Peer.NGINX)),
        3,
        "%.2f");
    slow.ifPresentOrElse(
        seen ->
            add(
                "%,d streams x 1 frame/s for %d s"
                    .formatted(seen.streams(), seen.time().toSeconds()),
                "none later than 1 s",
                "%,d of %,d late, %,d lost, worst %.0f ms"
                    .formatted(
                        seen.late(),
                        seen.framesSeen(),
                        seen.framesSent() - seen.framesSeen(),
                        seen.maxMillis()),
                seen.late() == 0 && seen.failures() == 0 && seen.framesSeen() == seen.framesSent()),
        () -> missing("5,000 streams x 1 frame/s for 60 s", "none later than 1 s"));
  }

  private void overDirect(String what, Peer peer, boolean promised) {
    OptionalDouble own = turns.p99(PeerLoad.OPEN, peer);
    OptionalDouble direct = turns.p99(PeerLoad.OPEN, Peer.DIRECT);
    String bar = promised ? "≤ 0.9 ms" : "reported";
    if (own.isEmpty() || direct.isEmpty()) {
      missing(what, bar);
      return;
    }
    double millis = (own.getAsDouble() - direct.getAsDouble()) / 1e3;
    String measured = text("%.2f ms", millis);
    if (promised) {
      add(what, bar, measured, millis <= 0.9);
    } else {
      rows.add(new Row(what, bar, measured, "stated"));
    }
  }

  private void memory() {
    String resident = "resident memory at 1,000 requests/s";
    String flat = "resident memory, last minute ÷ first";
    String flatBar = text("≤ %.2f after 10 minutes", GROWTH_MAX);
    soak.ifPresentOrElse(
        seen ->
            add(resident, "≤ 350 MB", text("%.0f MB", seen.highestMb()), seen.highestMb() <= 350),
        () -> missing(resident, "≤ 350 MB"));
    OptionalDouble growth = soak.map(Endurance.Soak::growth).orElse(OptionalDouble.empty());
    if (growth.isEmpty() || soak.orElseThrow().time().compareTo(FLAT_FOR) < 0) {
      missing(flat, flatBar);
    } else {
      atMost(flat, flatBar, growth, GROWTH_MAX, "%.2f");
    }
    OptionalDouble bytes = turns.allocatedBytes(PeerLoad.JSON, Peer.GOVERNED);
    stated("bytes allocated per call, governed", bytes, "%,.0f");
  }

  private void start() {
    if (starts.isEmpty()) {
      missing("listening", "≤ 1.5 s");
      return;
    }
    atMost("listening", "≤ 1.5 s", of(Endurance.Start::listeningMillis), 1_500, "%,.0f ms");
    stated("ready", of(Endurance.Start::readyMillis), "%,.0f ms");
    stated(
        "p99 of the first 5 s at 1,500 requests/s",
        of(Endurance.Start::firstP99Millis),
        "%,.1f ms");
  }

  private OptionalDouble of(java.util.function.ToDoubleFunction<Endurance.Start> figure) {
    return OptionalDouble.of(Median.of(starts, figure));
  }

  private void fortyMillis() {
    List<String> where = new ArrayList<>(turns.fortyMillis());
    if (soak.map(Endurance.Soak::fortyMillis).orElse(false)) {
      where.add("soak");
    }
    int histograms = turns.histogramsOfWeir();
    if (histograms == 0) {
      missing("40 ms mode", "in no histogram");
      return;
    }
    add(
        "40 ms mode",
        "in no histogram",
        where.isEmpty() ? "in none of " + histograms : String.join("; ", where),
        where.isEmpty());
  }

  private void atLeast(String what, String bar, OptionalDouble figure, double min, String format) {
    judged(what, bar, figure, figure.orElse(0) >= min, format);
  }

  private void atMost(String what, String bar, OptionalDouble figure, double max, String format) {
    judged(what, bar, figure, figure.orElse(0) <= max, format);
  }

  private void judged(String what, String bar, OptionalDouble figure, boolean met, String format) {
    if (figure.isEmpty()) {
      missing(what, bar);
    } else {
      add(what, bar, text(format, figure.getAsDouble()), met);
    }
  }

  private void stated(String what, OptionalDouble figure, String format) {
    if (figure.isEmpty()) {
      missing(what, "stated");
    } else {
      rows.add(new Row(what, "stated", text(format, figure.getAsDouble()), "stated"));
    }
  }

  private void add(String what, String bar, String measured, boolean met) {
    rows.add(new Row(what, bar, measured, met ? "met" : "NOT MET"));
  }

  private void missing(String what, String bar) {
    rows.add(new Row(what, bar, "-", NOT_MEASURED));
  }

  private static String text(String format, double figure) {
    return String.format(Locale.ROOT, format, figure);
  }
}
