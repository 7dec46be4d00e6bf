package dev.weir.value.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.value.pack.Narrative.Change;
import dev.weir.value.pack.Narrative.Line;
import org.junit.jupiter.api.Test;

class NarrativeTest {
  @Test
  void whatStayedWhatCameAndWhatWentIsToldLineByLine() {
    assertThat(
            Narrative.between(
                "Triage pays.\nContracts do not.\n\nSales is new.",
                "Triage pays.\nContracts pay too.\nSales is new.\nLabs is closed."))
        .containsExactly(
            new Line(Change.SAME, "Triage pays."),
            new Line(Change.DROPPED, "Contracts do not."),
            new Line(Change.ADDED, "Contracts pay too."),
            new Line(Change.SAME, "Sales is new."),
            new Line(Change.ADDED, "Labs is closed."));
  }

  @Test
  void withoutATextBeforeAllIsNew() {
    assertThat(Narrative.between("", "One.\nTwo."))
        .extracting(Line::change)
        .containsExactly(Change.ADDED, Change.ADDED);
    assertThat(Narrative.between("One.", "")).containsExactly(new Line(Change.DROPPED, "One."));
  }
}
