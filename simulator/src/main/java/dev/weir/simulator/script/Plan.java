package dev.weir.simulator.script;

import dev.weir.simulator.book.Usage;
import dev.weir.simulator.fault.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One answer, decided.
///
/// @param bill what the provider charges for the complete answer
/// @param perChoice visible and hidden tokens of each choice; `parts` hold only the visible ones
/// @param faultText the faults as they were asked for; empty for none
public record Plan(
    String model,
    String tier,
    Usage bill,
    long perChoice,
    int choices,
    List<Part> parts,
    Finish finish,
    int tokensPerFrame,
    Latency latency,
    List<Fault> faults,
    String faultText,
    @Nullable String hold,
    @Nullable String recording,
    long seed) {
  public Plan {
    parts = List.copyOf(parts);
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
    long shown = 0;
    for (Part part : parts) {
      shown += part.text().tokens();
    }
    return perChoice - shown;
  }

  /// Whether a fault of this kind was asked for.
  public boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /// Whether reasoning is shown, and therefore signed.
  public boolean thinks() {
    return parts.getFirst() instanceof Part.Thought;
  }

  public boolean splits() {
    return faults.contains(new Fault.Split());
  }
}
