package dev.weir.simulator.fault;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/// Frames as a dialect makes them, bent by the faults asked for.
public final class FaultySteps implements Iterator<Step> {
  private final Iterator<Step> frames;
  private final List<Fault> faults;
  private final Bending bending;
  private int produced;
  private boolean ended;

  public FaultySteps(Iterator<Step> frames, List<Fault> faults, Bending bending) {
    this.frames = frames;
    this.faults = List.copyOf(faults);
    this.bending = bending;
  }

  @Override
  public boolean hasNext() {
    return !ended && (frames.hasNext() || endDue());
  }

  @Override
  public Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    for (Fault fault : faults) {
      if (endsAfter(fault) == produced) {
        ended = true;
        return ending(fault);
      }
    }
    produced++;
    Step step = frames.next();
    return step instanceof Step.Frame frame && faults.contains(new Fault.Malformed(produced))
        ? new Step.Frame(bending.broken().apply(frame.bytes()), frame.tokens())
        : step;
  }

  private boolean endDue() {
    return faults.stream().anyMatch(fault -> endsAfter(fault) == produced);
  }

  private Step ending(Fault fault) {
    return switch (fault) {
      case Fault.Cut _ -> new Step.Break();
      case Fault.Hang _ -> new Step.Silence();
      default -> new Step.Failure(bending.errorAfter().apply(produced));
    };
  }

  private static int endsAfter(Fault fault) {
    return switch (fault) {
      case Fault.Cut cut -> cut.frames();
      case Fault.Hang hang -> hang.frames();
      case Fault.ErrorEvent error -> error.frames();
      default -> -1;
    };
  }
}
