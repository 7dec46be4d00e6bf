package dev.weir.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a gateway's process holds at one moment.
///
/// @param calls made until then
/// @param files open descriptors, sockets included; source: proc(5), `/proc/[pid]/fd`
/// @param threads of the operating system; source: `/proc/[pid]/status`
/// @param residentKilobytes memory of the process (RSS)
/// @param heapKilobytes objects on the heap right after a full collection; source: `jcmd`
record Vitals(long calls, long files, long threads, long residentKilobytes, long heapKilobytes) {
  static final String TITLE =
      "%n%10s %8s %8s %10s %10s%n".formatted("calls", "files", "threads", "rss MB", "heap MB");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");
  private static final int KILO = 1024;

  /// What a measure may grow by from the middle third to the last: a share, and a number below
  /// which a difference says nothing.
  private record Band(double share, long atLeast) {
    long above(long middle) {
      return Math.max(Math.round(middle * share), middle + atLeast);
    }
  }

  private static final Band OF_FILES = new Band(1.0, 8);
  private static final Band OF_THREADS = new Band(1.0, 4);
  private static final Band OF_RESIDENT = new Band(1.10, 24 * KILO);
  private static final Band OF_HEAP = new Band(1.15, 4 * KILO);

  /// Looks at a gateway, and has it collect its heap.
  static Vitals of(GatewayProcess gateway, long calls) {
    String histogram = gateway.jcmd("GC.class_histogram");
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new AssertionError("jcmd does not say what is on the heap: " + histogram);
    }
    Path proc = Path.of("/proc/" + gateway.process().id());
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      List<String> status = Files.readAllLines(proc.resolve("status"));
      return new Vitals(
          calls,
          files.count(),
          figure(status, "Threads:"),
          figure(status, "VmRSS:"),
          Long.parseLong(total.group(1)) / KILO);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + proc, e);
    }
  }

  private static long figure(List<String> status, String name) {
    String line = status.stream().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
    return Long.parseLong(line.substring(name.length()).replace("kB", "").strip());
  }

  String line() {
    return "%10d %8d %8d %10.1f %10.1f%n"
        .formatted(
            calls,
            files,
            threads,
            residentKilobytes / (double) KILO,
            heapKilobytes / (double) KILO);
  }

  /// The median of the last third of the samples is no more than a band above the middle third's.
  static void assertFlat(List<Vitals> samples) {
    assertFlat(samples, OF_HEAP);
  }

  /// As [#assertFlat(List)], of a gateway whose heap nothing else moves.
  ///
  /// @param heapKilobytes the heap's last third may be above its middle third by
  static void assertFlat(List<Vitals> samples, long heapKilobytes) {
    assertFlat(samples, new Band(1.0, heapKilobytes));
  }

  private static void assertFlat(List<Vitals> samples, Band ofHeap) {
    assertThat(samples).hasSizeGreaterThanOrEqualTo(9);
    flat("files", samples, Vitals::files, OF_FILES);
    flat("threads", samples, Vitals::threads, OF_THREADS);
    flat("heap after collection, kB", samples, Vitals::heapKilobytes, ofHeap);
    flat("resident memory, kB", samples, Vitals::residentKilobytes, OF_RESIDENT);
  }

  private static void flat(
      String what, List<Vitals> samples, ToLongFunction<Vitals> measure, Band band) {
    int third = samples.size() / 3;
    long middle = median(samples.subList(third, 2 * third), measure);
    long last = median(samples.subList(2 * third, samples.size()), measure);
    assertThat(last)
        .as("%s: middle third %d", what, middle)
        .isLessThanOrEqualTo(band.above(middle));
  }

  private static long median(List<Vitals> samples, ToLongFunction<Vitals> measure) {
    return samples.stream()
        .mapToLong(measure)
        .sorted()
        .skip(samples.size() / 2)
        .findFirst()
        .orElseThrow();
  }
}
