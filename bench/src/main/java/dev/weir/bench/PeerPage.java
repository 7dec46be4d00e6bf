package dev.weir.bench;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// The tables of a run, as they stand in docs/benchmarks.md.
final class PeerPage {
  private final PeerOptions options;
  private final Turns turns;
  private final EnduranceRun.Result endurance;
  private final double loadBefore;
  private final Stalls stalls;

  /// @param loadBefore the machine's load average when the run began: what else was running
  PeerPage(
      PeerOptions options,
      Turns turns,
      EnduranceRun.Result endurance,
      double loadBefore,
      Stalls stalls) {
    this.options = options;
    this.turns = turns;
    this.endurance = endurance;
    this.loadBefore = loadBefore;
    this.stalls = stalls;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    text.append(
        "Medians of %d interleaved rounds of %d seconds; failures are sums. Load average before: %.1f. %s\n"
            .formatted(options.rounds(), options.time().toSeconds(), loadBefore, stalls));
    for (PeerLoad load : options.loads()) {
      text.append("\n### ").append(load.title()).append("\n\n").append(table(load));
    }
    text.append("\n### Governed: start, memory, many streams\n\n").append(endurance());
    text.append("\n### What was promised\n\n").append(promises());
    return text.toString();
  }

  private Table table(PeerLoad load) {
    Table table =
        new Table(
            1,
            "variant",
            "per second",
            "÷ nginx",
            "p50 µs",
            "p99 µs",
            "p99 ÷ nginx",
            "p99.9 µs",
            "CPU µs/unit",
            "RSS MB",
            "settled ms",
            "bytes/unit",
            "40 ms mode",
            "failed");
    for (Peer peer : options.peers()) {
      row(table, load, peer);
    }
    return table;
  }

  private void row(Table table, PeerLoad load, Peer peer) {
    List<Turn> own = turns.of(load, peer);
    boolean process = peer != Peer.DIRECT;
    table.add(
        peer.title(),
        text("%,.0f", turns.perSecond(load, peer)),
        text("%.2f", ratio(turns.perSecond(load, peer), turns.perSecond(load, Peer.NGINX))),
        text("%,.0f", turns.median(load, peer, turn -> turn.sample().micros(50))),
        text("%,.0f", turns.p99(load, peer)),
        text("%.2f", ratio(turns.p99(load, peer), turns.p99(load, Peer.NGINX))),
        text("%,.0f", turns.median(load, peer, turn -> turn.sample().micros(99.9))),
        process ? text("%.1f", turns.median(load, peer, Turn::cpuMicros)) : "-",
        process ? text("%.0f", turns.median(load, peer, Turn::residentMb)) : "-",
        peer.isWeir() ? text("%,.0f", turns.median(load, peer, Turn::settledMillis)) : "-",
        text("%,.0f", turns.allocatedBytes(load, peer)),
        own.stream().anyMatch(Turn::hasFortyMillis) ? "YES" : "no",
        "%,d".formatted(own.stream().mapToInt(turn -> turn.sample().failures()).sum()));
  }

  private Table endurance() {
    Table table = new Table(1, "figure", "measured");
    List<Endurance.Start> starts = endurance.starts();
    if (!starts.isEmpty()) {
      count(table, "starts", starts.size());
      line(table, "listening, ms", "%,.0f", Median.of(starts, Endurance.Start::listeningMillis));
      line(table, "ready, ms", "%,.0f", Median.of(starts, Endurance.Start::readyMillis));
      line(
          table,
          "p99 of the first 5 s at 1,500 requests/s, ms",
          "%,.1f",
          Median.of(starts, Endurance.Start::firstP99Millis));
    }
    endurance
        .soak()
        .ifPresent(soak -> {
          count(table, "soak at 1,000 requests/s, s", soak.time().toSeconds());
          line(table, "highest RSS, MB", "%,.0f", soak.highestMb());
          table.add("RSS, last minute ÷ first", text("%.2f", soak.growth()));
        });
    endurance
        .slow()
        .ifPresent(slow -> {
          count(table, "streams of 1 frame/s", slow.streams());
          count(table, "seconds", slow.time().toSeconds());
          count(table, "frames sent", slow.framesSent());
          count(table, "frames seen", slow.framesSeen());
          count(table, "later than 1 s", slow.late());
          line(table, "p99 of a frame, ms", "%,.1f", slow.p99Millis());
          line(table, "latest frame, ms", "%,.1f", slow.maxMillis());
          count(table, "failed", slow.failures());
          line(table, "RSS, MB", "%,.0f", slow.residentMb());
        });
    return table;
  }

  private static void count(Table table, String name, long count) {
    table.add(name, "%,d".formatted(count));
  }

  private static void line(Table table, String name, String format, double figure) {
    table.add(name, text(format, OptionalDouble.of(figure)));
  }

  private Table promises() {
    Table table = new Table(4, "promise", "bar", "measured", "verdict");
    new Promises(turns, endurance.slow(), endurance.starts(), endurance.soak())
        .rows()
        .forEach(row -> table.add(row.what(), row.bar(), row.measured(), row.verdict()));
    return table;
  }

  private static OptionalDouble ratio(OptionalDouble own, OptionalDouble nginx) {
    return own.isPresent() && nginx.isPresent()
        ? OptionalDouble.of(own.getAsDouble() / nginx.getAsDouble())
        : OptionalDouble.empty();
  }

  private static String text(String format, OptionalDouble figure) {
    return figure.isPresent() ? String.format(Locale.ROOT, format, figure.getAsDouble()) : "-";
  }
}
