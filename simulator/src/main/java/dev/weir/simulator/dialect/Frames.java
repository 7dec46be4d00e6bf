package dev.weir.simulator.dialect;

import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Plan;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// The order common to all streams: opening frames, the text of all choices in turns, closing
/// frames.
///
/// Owned by the event loop of its connection.
abstract class Frames implements Iterator<Step> {
  protected final Plan plan;
  private final int openings;
  private final int closings;
  private final int rounds;
  private int next;

  Frames(Plan plan, int openings, int closings) {
    this.plan = plan;
    this.openings = openings;
    this.closings = closings;
    rounds = Math.ceilDiv(plan.text().tokens(), plan.tokensPerFrame());
  }

  @Override
  public final boolean hasNext() {
    return next < openings + rounds * plan.choices() + closings;
  }

  @Override
  public final Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int at = next++;
    if (at < openings) {
      return opening(at);
    }
    int inText = at - openings;
    if (inText < rounds * plan.choices()) {
      int from = inText / plan.choices() * plan.tokensPerFrame();
      int to = Math.min(from + plan.tokensPerFrame(), plan.text().tokens());
      return text(inText % plan.choices(), from, to);
    }
    return closing(inText - rounds * plan.choices());
  }

  protected abstract Step opening(int index);

  protected abstract Step text(int choice, int from, int to);

  protected abstract Step closing(int index);
}
