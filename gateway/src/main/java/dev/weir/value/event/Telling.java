package dev.weir.value.event;

import dev.weir.value.event.OutcomeRow.Kind;
import dev.weir.value.outcome.Appraisal.Appraised;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides what becomes of outcomes that are told, by what is known of their ids. Pure; used once,
/// by one thread.
final class Telling {
  private final Outcomes.Order order;
  private final Map<String, OutcomeRow> heads;
  private final List<Step> steps = new ArrayList<>();
  private final List<Taken.Clash> clashes = new ArrayList<>();
  private long position;
  private int known;
  private int takenBack;
  private int corrected;

  /// A row to be written.
  ///
  /// @param before the position of the one whose place it takes
  record Step(OutcomeRow row, Optional<Long> before) {}

  /// @param heads the last row of each id that is known, by id
  /// @param position of the last row there is
  Telling(Outcomes.Order order, Map<String, OutcomeRow> heads, long position) {
    this.order = order;
    this.heads = new HashMap<>(heads);
    this.position = position;
  }

  void tell(int index, Appraised told) {
    OutcomeRow head = heads.get(told.told().id());
    if (head == null) {
      first(index, told);
    } else if (!head.useCase().equals(told.told().useCase())) {
      other(index, head, told);
    } else if (head.isVoid()) {
      again(head, told);
    } else {
      same(index, head, told);
    }
  }

  private void first(int index, Appraised told) {
    if (order.correcting()) {
      clash(index, told, "there is no outcome of this id to correct");
      return;
    }
    append(Kind.TOLD, told, Optional.empty());
  }

  /// An id that was taken back is free for another use case.
  private void other(int index, OutcomeRow head, Appraised told) {
    if (head.isVoid() && !order.correcting()) {
      append(Kind.TOLD, told, Optional.of(head.position()));
      return;
    }
    clash(
        index,
        told,
        "field 'outcome_id' is claimed once over all use cases, by '%s' since %s; field 'use_case' was '%s'"
            .formatted(head.useCase(), head.at(), told.told().useCase()));
  }

  /// What was taken back comes back by a correction only.
  private void again(OutcomeRow head, Appraised told) {
    if (order.correcting()) {
      corrected++;
      append(Kind.CORRECTION, told, Optional.of(head.position()));
    } else {
      takenBack++;
    }
  }

  private void same(int index, OutcomeRow head, Appraised told) {
    Optional<String> difference = told.told().difference(head.what().told());
    boolean revalued = order.correcting() && !told.equals(head.what());
    if (difference.isEmpty() && !revalued) {
      known++;
    } else if (order.correcting()) {
      corrected++;
      append(Kind.CORRECTION, told, Optional.of(head.position()));
    } else {
      clash(
          index,
          told,
          "it was told before with another content: %s; send it as a correction"
              .formatted(difference.orElseThrow()));
    }
  }

  /// Takes one back; false if there is none of that id in force.
  boolean takeBack(String useCase, String id) {
    OutcomeRow head = heads.get(id);
    if (head == null || head.isVoid() || !head.useCase().equals(useCase)) {
      return false;
    }
    append(Kind.VOID, head.what(), Optional.of(head.position()));
    return true;
  }

  private void clash(int index, Appraised told, String what) {
    clashes.add(new Taken.Clash(index, told.told().id(), what));
  }

  private void append(Kind kind, Appraised told, Optional<Long> before) {
    OutcomeRow row = new OutcomeRow(++position, order.at(), order.who(), order.why(), kind, told);
    heads.put(row.id(), row);
    steps.add(new Step(row, before));
  }

  List<Step> steps() {
    return steps;
  }

  /// What became of all.
  Taken taken() {
    return clashes.isEmpty()
        ? new Taken.Done(steps.size() - corrected, corrected, known, takenBack)
        : new Taken.Clashing(clashes);
  }
}
