package dev.weir.base.thread;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Linux's `sched_setattr(2)`, which the C library has no function for before version 2.41.
final class Scheduler {
  static final int OWN_THREAD = 0;

  private static final long NUMBER_X86_64 = 314;
  private static final long NUMBER_GENERIC = 274;
  private static final int ATTRIBUTES_BYTES = 48;
  private static final int NICE_AT = 16;
  private static final int RUNTIME_AT = 24;

  /// The shortest there is. A thread that has begun to run is not interrupted before its slice is
  /// over, 3 ms as a rule, by one that has more right to the processor and was just woken. Kernels
  /// before 6.12 pass over it.
  private static final long SLICE_NANOS = 100_000;

  private Scheduler() {}

  /// Gives one thread less weight. That is always allowed, and one that has just ended needs
  /// nothing: what is returned is not looked at.
  ///
  /// @param thread its id, or [#OWN_THREAD]
  @SuppressWarnings("restricted") // native access is what this class is for
  static void lower(int thread, int nice) {
    Linker linker = Linker.nativeLinker();
    MethodHandle systemCall =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(1));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
      attributes.set(ValueLayout.JAVA_INT, 0, ATTRIBUTES_BYTES);
      attributes.set(ValueLayout.JAVA_INT, NICE_AT, nice);
      attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, SLICE_NANOS);
      long _ = (long) systemCall.invokeExact(number(), thread, attributes, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("sched_setattr takes a thread, its attributes and flags", e);
    }
  }

  private static long number() {
    return System.getProperty("os.arch").equals("amd64") ? NUMBER_X86_64 : NUMBER_GENERIC;
  }
}
