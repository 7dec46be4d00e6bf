package dev.weir.flow.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/// Time, threads and event loops of a simulation, all on one thread: what is due next is a function
/// of the seed. Tasks belong to a process and die with it, or to the world.
final class SimTime implements InstantSource {
  private static final long WORLD = -1;
  private static final long HOP_NANOS_MAX = 300_000;

  private final RandomGenerator random;
  private final Instant begin;
  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
  private long nanos;
  private long skewNanos;
  private long numbers;
  private long process;

  private record Task(long due, long number, long process, Runnable body) {}

  SimTime(Instant begin, RandomGenerator random) {
    this.begin = begin;
    this.random = random;
  }

  long nanos() {
    return nanos;
  }

  /// The wall clock, which may have been set back.
  @Override
  public Instant instant() {
    return begin.plusNanos(nanos + skewNanos);
  }

  void skew(Duration by) {
    skewNanos += by.toNanos();
  }

  /// Everything the running process still wanted to do is lost.
  void crash() {
    process++;
  }

  void world(long inNanos, Runnable body) {
    tasks.add(new Task(nanos + inNanos, numbers++, WORLD, body));
  }

  /// Of the process now running; the action returned takes it back.
  Runnable process(long inNanos, Runnable body) {
    Task task = new Task(nanos + inNanos, numbers++, process, body);
    tasks.add(task);
    return () -> tasks.remove(task);
  }

  /// A thread of the process now running: tasks in order, each a little later than it was given.
  Executor loop() {
    return new Executor() {
      private long last;

      @Override
      public void execute(Runnable body) {
        last = Math.max(last, nanos + random.nextLong(HOP_NANOS_MAX));
        SimTime.this.process(last - nanos, body);
      }
    };
  }

  /// Runs what is due next; false when nothing is.
  boolean step() {
    Task task = tasks.poll();
    if (task == null) {
      return false;
    }
    nanos = task.due;
    if (task.process == WORLD || task.process == process) {
      task.body.run();
    }
    return true;
  }
}
