package dev.weir.simulator.script;

import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One answer, decided.
///
/// @param bill what the provider charges for the complete answer
/// @param perChoice visible and hidden tokens of each choice; `text` holds only the visible ones
/// @param cutByLimit whether the caller's token limit ended it
/// @param faultText the faults as they were asked for; empty for none
public record Plan(
    String model,
    String tier,
    Usage bill,
    long perChoice,
    int choices,
    Lexicon.Text text,
    boolean cutByLimit,
    @Nullable String tool,
    int tokensPerFrame,
    Latency latency,
    List<Fault> faults,
    String faultText,
    @Nullable String hold,
    @Nullable String recording,
    long seed) {
  public Plan {
    faults = List.copyOf(faults);
  }

  /// What the usage block says: the bill, unless a fault falsifies it; null when it is left out.
  public @Nullable Usage reported() {
    for (Fault fault : faults) {
      if (fault instanceof Fault.NoUsage) {
        return null;
      }
      if (fault instanceof Fault.WrongUsage wrong) {
        return bill.times(wrong.factor());
      }
    }
    return bill;
  }

  /// Tokens of each choice that a client never sees.
  public long hiddenPerChoice() {
    return perChoice - text.tokens();
  }

  public boolean splits() {
    return faults.contains(new Fault.Split());
  }
}
