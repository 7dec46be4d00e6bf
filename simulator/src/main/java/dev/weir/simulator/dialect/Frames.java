package dev.weir.simulator.dialect;

import dev.weir.simulator.fault.Step;
import dev.weir.simulator.script.Lexicon;
import dev.weir.simulator.script.Plan;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// The frames of a stream, made when their turn comes.
///
/// Owned by the event loop of its connection.
final class Frames implements Iterator<Step> {
  private final List<Section> sections;
  private int section;
  private int next;

  Frames(List<Section> sections) {
    this.sections = List.copyOf(sections);
    skipEmpty();
  }

  /// So many frames of one kind; `frame` gets their place in the section.
  record Section(int size, IntFunction<Step> frame) {
    static Section one(Supplier<Step> frame) {
      return new Section(1, _ -> frame.get());
    }
  }

  /// Makes the frame with fragments `from` to `to` (exclusive) of a text.
  interface TextFrame {
    Step of(int choice, int from, int to);
  }

  /// A text, of all choices in turns.
  static Section text(Plan plan, Lexicon.Text text, TextFrame frame) {
    int choices = plan.choices();
    int step = plan.tokensPerFrame();
    int rounds = Math.ceilDiv(text.tokens(), step);
    return new Section(
        rounds * choices,
        i -> {
          int from = i / choices * step;
          return frame.of(i % choices, from, Math.min(from + step, text.tokens()));
        });
  }

  @Override
  public boolean hasNext() {
    return section < sections.size();
  }

  @Override
  public Step next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Step step = sections.get(section).frame().apply(next++);
    skipEmpty();
    return step;
  }

  private void skipEmpty() {
    while (section < sections.size() && next >= sections.get(section).size()) {
      section++;
      next = 0;
    }
  }
}
