package dev.weir.bench.profile;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// A flight recording of a process, started and ended with `jcmd`.
///
/// Processor samples are `jdk.CPUTimeSample`: taken by processor time, so that a waiting thread is
/// never in them (JEP 509). Allocations are `jdk.ObjectAllocationSample`, each with the bytes it
/// stands for.
public final class Recording {
  private static final String SEPARATOR = "  |  ";

  private final long pid;
  private final Path file;

  private Recording(long pid, Path file) {
    this.pid = pid;
    this.file = file;
  }

  /// Begins to record.
  public static Recording start(long pid, Path file) throws IOException, InterruptedException {
    Recording recording = new Recording(pid, file);
    recording.jcmd(
        "JFR.start",
        "name=weir",
        "filename=" + file,
        "settings=none",
        "+jdk.CPUTimeSample#enabled=true",
        "+jdk.CPUTimeSample#throttle=2ms",
        "+jdk.CPUTimeSample#stackTrace=true",
        "+jdk.ObjectAllocationSample#enabled=true",
        "+jdk.ObjectAllocationSample#throttle=500/s",
        "+jdk.ObjectAllocationSample#stackTrace=true");
    return recording;
  }

  private void jcmd(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    all.add(Long.toString(pid));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(command[0] + " failed: " + said);
    }
  }

  /// What the samples say.
  ///
  /// @param rooms processor samples by room
  /// @param methods processor samples by room and method at the top
  /// @param allocatingRooms bytes by room
  /// @param allocated bytes by room and class
  public record Spent(Shares rooms, Shares methods, Shares allocatingRooms, Shares allocated) {}

  /// Ends the recording and reads it.
  public Spent end() throws IOException, InterruptedException {
    jcmd("JFR.stop", "name=weir");
    return read(file);
  }

  private static Spent read(Path file) throws IOException {
    Spent spent = new Spent(new Shares(), new Shares(), new Shares(), new Shares());
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        add(spent, recording.readEvent());
      }
    }
    return spent;
  }

  private static void add(Spent spent, RecordedEvent event) {
    Place place = Place.of(stack(event));
    switch (event.getEventType().getName()) {
      case "jdk.CPUTimeSample" -> {
        spent.rooms.add(place.room(), 1);
        spent.methods.add(place.room() + SEPARATOR + place.method(), 1);
      }
      case "jdk.ObjectAllocationSample" -> {
        double bytes = event.getLong("weight");
        RecordedClass type = event.getClass("objectClass");
        spent.allocatingRooms.add(place.room(), bytes);
        spent.allocated.add(place.room() + SEPARATOR + type.getName(), bytes);
      }
      default -> {
        // The recording also tells of itself.
      }
    }
  }

  private static List<String> stack(RecordedEvent event) {
    RecordedStackTrace trace = event.getStackTrace();
    if (trace == null) {
      return List.of();
    }
    List<String> stack = new ArrayList<>();
    for (RecordedFrame frame : trace.getFrames()) {
      stack.add(frame.getMethod().getType().getName() + "." + frame.getMethod().getName());
    }
    return stack;
  }

  /// Splits a name of [Spent#methods()] or [Spent#allocated()] into room and rest.
  public static String[] parts(String name) {
    int at = name.indexOf(SEPARATOR);
    return new String[] {name.substring(0, at), name.substring(at + SEPARATOR.length())};
  }
}
